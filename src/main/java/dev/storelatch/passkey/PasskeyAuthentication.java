package dev.storelatch.passkey;

import com.webauthn4j.data.AuthenticationData;
import dev.storelatch.core.Account;
import dev.storelatch.core.Authentication;
import dev.storelatch.core.Failure;
import dev.storelatch.core.LoginFailure;
import dev.storelatch.core.LoginRejected;
import dev.storelatch.core.Realm;
import dev.storelatch.core.SecurityEvent;
import dev.storelatch.core.Way;
import dev.storelatch.factor.Redeemed;
import dev.storelatch.passkey.CredentialVerifier.Parsed;
import dev.storelatch.passkey.PasskeyProofs.Proof;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.throttle.LoginAttempts;
import java.util.HashSet;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/**
 * Authenticates accounts by passkey alone. A stranger reaches the database no more often than with passwords from the same
 * network, and the owner cannot be locked out: no attempt is charged to an account.
 */
@Service
@ConditionalOnPasskeys
public class PasskeyAuthentication {

    private final PasskeyProofs proofs;
    private final PasskeyChallenges challenges;
    private final LoginAttempts attempts;
    private final ApplicationEventPublisher events;

    PasskeyAuthentication(
            PasskeyProofs proofs,
            PasskeyChallenges challenges,
            LoginAttempts attempts,
            ApplicationEventPublisher events) {
        this.proofs = proofs;
        this.challenges = challenges;
        this.attempts = attempts;
        this.events = events;
    }

    /**
     * Returns the account whose passkey has made the assertion, with two factors: the authenticator has verified the user. Its e-mail address is not verified by this, since nobody has
     * entered it.
     *
     * @param way the credential that is asked for
     * @throws Failure.TooManyRequests if there were too many attempts from the network
     * @throws Failure.Unauthorized if the assertion, its challenge or the account is not valid, or the account's address has to
     *     be confirmed first: no caller can tell which
     */
    public Redeemed authenticate(Realm realm, Way way, PasskeyAssertion assertion, ClientInfo client) {
        try {
            Parsed<AuthenticationData> parsed = proofs.read(
                    assertion, (challenge, origin) -> challenges.read(challenge, ChallengeScope.login(realm, origin)));
            LoginAttempts.Attempt attempt = begin(realm, way, client);
            Proof proof = proofs.prove(assertion, parsed, realm);
            attempt.succeed();
            Account account = proof.account();
            if (account.awaitsVerification()) {
                throw new RejectedAssertionException(
                        LoginFailure.UNCONFIRMED_EMAIL, account.actor(), "the e-mail address has not been confirmed");
            }
            return new Redeemed(account, methods(proof.passkey()));
        } catch (RejectedAssertionException rejected) {
            publish(realm, way, rejected);
            throw new Failure.Unauthorized(String.valueOf(rejected.getMessage()));
        }
    }

    private static Set<String> methods(StoredPasskey passkey) {
        Set<String> methods = new HashSet<>(PasskeyFactor.methods(passkey));
        methods.add(Authentication.MULTIPLE_FACTORS);
        return methods;
    }

    private LoginAttempts.Attempt begin(Realm realm, Way way, ClientInfo client) {
        try {
            return attempts.begin(realm, client);
        } catch (Failure.TooManyRequests refused) {
            events.publishEvent(new LoginRejected(realm, way, LoginFailure.TOO_MANY_ATTEMPTS));
            throw refused;
        }
    }

    private void publish(Realm realm, Way way, RejectedAssertionException rejected) {
        if (rejected.actor() == null) {
            events.publishEvent(new LoginRejected(realm, way, rejected.reason()));
        } else {
            events.publishEvent(SecurityEvent.of(SecurityEvent.Type.AUTHN_LOGIN_FAIL, rejected.actor())
                    .by(way)
                    .because(rejected.reason().id()));
        }
    }
}
