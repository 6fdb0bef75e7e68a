package dev.storelatch.passkey;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.storelatch.core.Account;
import dev.storelatch.core.AccountRegistry;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Login;
import dev.storelatch.core.Realm;
import dev.storelatch.factor.Enrolment;
import dev.storelatch.factor.FactorEnrolment;
import dev.storelatch.passkey.PasskeyRegistration.Added;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.JsonBody;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The routes by which passkeys are added and used, which both realms have. */
@Component
@ConditionalOnPasskeys
class PasskeyRoutes {

    private static final String CHALLENGE = "challenge";

    /** Base64url of 32 bytes. */
    private static final Pattern CHALLENGE_FORM = Pattern.compile("[\\w-]{43}");

    private final PasskeyOptions options;
    private final PasskeyRegistration registration;
    private final FreshLogin freshLogin;
    private final FactorEnrolment enrolments;
    private final AccountRegistry accounts;

    PasskeyRoutes(
            PasskeyOptions options,
            PasskeyRegistration registration,
            FreshLogin freshLogin,
            FactorEnrolment enrolments,
            AccountRegistry accounts) {
        this.options = options;
        this.registration = registration;
        this.freshLogin = freshLogin;
        this.enrolments = enrolments;
        this.accounts = accounts;
    }

    record CreationResponse(CreationOptions options) {}

    record RequestResponse(RequestOptions options) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AddedResponse(Passkey passkey, @Nullable List<String> recoveryCodes) {

        @Override
        public String toString() {
            return "AddedResponse[" + passkey.id() + "]";
        }
    }

    /** @param login null for a log-in that must set up a second factor first, and sends its challenge */
    CreationResponse registrationOptions(
            Realm realm, @Nullable Login login, JsonBody body, ClientInfo client, @Nullable String origin) {
        requireCaller(login, body);
        Account account = login == null || isSetup(body)
                ? enrolments.begin(realm, login, body, client).account()
                : freshLogin.require(login, body, client);
        String email = accounts.of(realm)
                .findEmail(account.actor())
                .orElseThrow(() -> new Failure.Unauthorized("the account was deleted during the request"));
        return new CreationResponse(options.forRegistration(account, email, origin));
    }

    /** @param login as for {@link #registrationOptions} */
    AddedResponse add(Realm realm, @Nullable Login login, JsonBody body) {
        requireCaller(login, body);
        RegistrationResponse response = RegistrationResponse.read(body);
        String name = PasskeyName.readOptional(body);
        boolean secondFactor = body.optionalBoolean("second_factor") || login == null || isSetup(body);
        Enrolment enrolment = enrolments.resume(realm, login, body);
        Added added = registration.finish(enrolment, response, name, secondFactor);
        return new AddedResponse(added.passkey(), added.recoveryCodes());
    }

    RequestResponse loginOptions(Realm realm, JsonBody body, @Nullable String origin) {
        String challenge = body.optionalString(CHALLENGE).value();
        if (challenge != null && !CHALLENGE_FORM.matcher(challenge).matches()) {
            body.mistake(CHALLENGE + " must be that of a response that asks for a second factor");
        }
        body.check();
        return new RequestResponse(
                challenge == null ? options.forLogin(realm, origin) : options.forChallenge(challenge));
    }

    /** Before the body is read any further: a caller without a log-in learns nothing else. */
    private static void requireCaller(@Nullable Login login, JsonBody body) {
        if (login == null && !isSetup(body)) {
            throw new Failure.Unauthorized("neither a log-in nor a challenge");
        }
    }

    private static boolean isSetup(JsonBody body) {
        return body.optionalString(CHALLENGE).value() != null;
    }
}
