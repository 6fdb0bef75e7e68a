package dev.storelatch.factor;

import dev.storelatch.core.Account;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Login;
import dev.storelatch.core.Realm;
import dev.storelatch.factor.Challenge.Purpose;
import dev.storelatch.password.PasswordAuthentication;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.JsonBody;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Decides who may add a second factor: not whoever has merely found an open session. */
@Component
class EnrolmentPermission {

    private final Challenges challenges;
    private final StepUp stepUp;
    private final PasswordAuthentication passwords;

    EnrolmentPermission(Challenges challenges, StepUp stepUp, PasswordAuthentication passwords) {
        this.challenges = challenges;
        this.stepUp = stepUp;
        this.passwords = passwords;
    }

    /** Decides as {@link FactorEnrolment#begin}. */
    Enrolment begin(Realm realm, @Nullable Login login, JsonBody body, ClientInfo client) {
        String challenge = body.optionalString(FactorMethods.CHALLENGE).value();
        String password = body.optionalString("current_password").value();
        body.check();
        if (challenge != null || login == null) {
            return ofChallenge(realm, challenge);
        }
        Account account = ofLogin(login);
        if (!account.secondFactors().isEmpty()) {
            stepUp.require(login, account);
        } else if (account.passwordHash() == null) {
            requireRecent(login);
        } else if (password == null) {
            throw new Failure.InvalidData("current_password must be a string");
        } else {
            passwords.reauthenticate(login.actor(), new EmailAddress(login.email()), password, client);
        }
        return new Enrolment(account, login, null);
    }

    /** Decides as {@link FactorEnrolment#resume}. */
    Enrolment resume(Realm realm, @Nullable Login login, JsonBody body) {
        String challenge = body.optionalString(FactorMethods.CHALLENGE).value();
        body.check();
        return challenge != null || login == null
                ? ofChallenge(realm, challenge)
                : new Enrolment(ofLogin(login), login, null);
    }

    private Enrolment ofChallenge(Realm realm, @Nullable String text) {
        if (text == null) {
            throw new Failure.Unauthorized("neither a log-in nor a challenge");
        }
        return challenges
                .find(realm, text)
                .filter(open -> open.challenge().purpose() == Purpose.SETUP)
                .map(open -> new Enrolment(open.account(), null, open.challenge()))
                .orElseThrow(() -> new Failure.Unauthorized("no log-in has this challenge"));
    }

    private Account ofLogin(Login login) {
        if (login.isByApiToken()) {
            throw new Failure.NotAllowed("This requires a log-in, not an API token");
        }
        return stepUp.account(login);
    }

    private void requireRecent(Login login) {
        if (stepUp.find(login).filter(stepUp::isRecent).isEmpty()) {
            throw new Failure.NotAllowed("This requires a recent log-in. Log in again.");
        }
    }
}
