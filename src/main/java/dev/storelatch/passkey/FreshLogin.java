package dev.storelatch.passkey;

import dev.storelatch.core.Account;
import dev.storelatch.core.AccountRegistry;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Login;
import dev.storelatch.core.LoginAuthentications;
import dev.storelatch.password.PasswordAuthentication;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.JsonBody;
import dev.storelatch.request.StepUpCheck;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Guards changes of passkeys: a session that was left open must not suffice (ASVS 7.5.1). */
@Component
class FreshLogin {

    private final AccountRegistry accounts;
    private final List<LoginAuthentications> authentications;
    private final StepUpCheck stepUp;
    private final PasswordAuthentication passwords;
    private final PasskeySettings settings;
    private final Clock clock;

    FreshLogin(
            AccountRegistry accounts,
            List<LoginAuthentications> authentications,
            StepUpCheck stepUp,
            PasswordAuthentication passwords,
            PasskeySettings settings,
            Clock clock) {
        this.accounts = accounts;
        this.authentications = authentications;
        this.stepUp = stepUp;
        this.passwords = passwords;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Passes if the account was logged in recently, or the body has its password as {@code current_password}. An account with a
     * second factor must have proved it recently instead.
     *
     * @param body has nothing else that the caller has not read before
     * @return the account of the log-in
     * @throws Failure.InvalidData if the body is malformed, or the password is needed and missing
     * @throws Failure.Unauthorized if the password is wrong
     * @throws Failure.SecondFactorRequired if a recent second factor is needed
     * @throws Failure.NotAllowed for an API token, and for an old log-in to an account without a password
     * @throws Failure.TooManyRequests as for a log-in
     */
    Account require(Login login, JsonBody body, ClientInfo client) {
        String password = body.optionalString("current_password").value();
        body.check();
        if (login.isByApiToken()) {
            throw new Failure.NotAllowed("This requires a log-in, not an API token");
        }
        Account account = accounts.of(login.actor().realm())
                .find(login.actor())
                .orElseThrow(() -> new Failure.Unauthorized("the account is no longer live"));
        if (!account.secondFactors().isEmpty()) {
            stepUp.require(login);
        } else if (password != null) {
            passwords.reauthenticate(login.actor(), new EmailAddress(login.email()), password, client);
        } else if (!isRecent(login)) {
            throw account.passwordHash() == null
                    ? new Failure.NotAllowed("This requires a recent log-in. Log in again.")
                    : new Failure.InvalidData("current_password must be sent, since the log-in is not recent");
        }
        return account;
    }

    private boolean isRecent(Login login) {
        Instant earliest = clock.instant().minus(settings.freshLogin());
        return authentications.stream()
                .flatMap(known -> known.find(login).stream())
                .anyMatch(authentication -> authentication.time().isAfter(earliest));
    }
}
