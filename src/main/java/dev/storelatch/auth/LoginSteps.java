package dev.storelatch.auth;

import dev.storelatch.core.Account;
import dev.storelatch.core.Authentication;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Realm;
import dev.storelatch.core.Way;
import dev.storelatch.factor.Redeemed;
import dev.storelatch.factor.SecondFactors;
import dev.storelatch.passkey.PasskeyAssertion;
import dev.storelatch.passkey.PasskeyAuthentication;
import dev.storelatch.password.PasswordAuthentication;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.JsonBody;
import java.util.Set;
import java.util.function.Function;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The steps of a log-in: the password, and then the second factor of an account that has one; or a passkey alone. */
@Component
class LoginSteps {

    private static final Set<String> PASSWORD = Set.of(Authentication.PASSWORD);

    private final PasswordAuthentication passwords;
    private final SecondFactors secondFactors;
    private final ObjectProvider<PasskeyAuthentication> passkeys;

    LoginSteps(
            PasswordAuthentication passwords,
            SecondFactors secondFactors,
            ObjectProvider<PasskeyAuthentication> passkeys) {
        this.passwords = passwords;
        this.secondFactors = secondFactors;
        this.passkeys = passkeys;
    }

    /**
     * Checks the last step of a log-in, from which nothing is opened yet.
     *
     * @param credentialReader reads and checks e-mail address and password as the realm's log-in does
     * @throws Failure as {@link PasswordAuthentication#authenticate}, {@link SecondFactors#require} and
     *     {@link SecondFactors#redeem}
     */
    Redeemed check(
            Realm realm, Way way, JsonBody body, Function<JsonBody, Credentials> credentialReader, ClientInfo client) {
        Redeemed login = secondFactors.isSecondStep(body)
                ? secondFactors.redeem(realm, way, body)
                : checkFirst(realm, way, body, credentialReader, client);
        if (login.methods().contains(Authentication.PASSWORD)) {
            passwords.recordUse(login.account());
        }
        return login;
    }

    private Redeemed checkFirst(
            Realm realm, Way way, JsonBody body, Function<JsonBody, Credentials> credentialReader, ClientInfo client) {
        PasskeyAuthentication enabled = passkeys.getIfAvailable();
        return enabled != null && PasskeyAssertion.isIn(body)
                ? enabled.authenticate(realm, way, PasskeyAssertion.read(body), client)
                : checkPassword(realm, way, credentialReader.apply(body), client);
    }

    private Redeemed checkPassword(Realm realm, Way way, Credentials credentials, ClientInfo client) {
        Account account = passwords.authenticate(realm, way, credentials.email(), credentials.password(), client);
        secondFactors.require(account, way, PASSWORD);
        return new Redeemed(account, PASSWORD);
    }
}
