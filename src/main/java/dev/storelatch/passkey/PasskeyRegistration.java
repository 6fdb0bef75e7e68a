package dev.storelatch.passkey;

import dev.storelatch.core.Account;
import dev.storelatch.core.Failure;
import dev.storelatch.factor.EnrolledWithCodes;
import dev.storelatch.factor.Enrolment;
import dev.storelatch.factor.FactorEnrolment;
import dev.storelatch.passkey.CredentialVerifier.Registered;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Adds the passkey that a browser has made by options to an account. */
@Service
@ConditionalOnPasskeys
class PasskeyRegistration {

    private final NewPasskeys passkeys;
    private final CredentialVerifier verifier;
    private final PasskeyChallenges challenges;
    private final FactorEnrolment enrolments;
    private final PasskeyFactor factor;
    private final TransactionOperations transaction;

    PasskeyRegistration(
            NewPasskeys passkeys,
            CredentialVerifier verifier,
            PasskeyChallenges challenges,
            FactorEnrolment enrolments,
            PasskeyFactor factor,
            TransactionOperations transaction) {
        this.passkeys = passkeys;
        this.verifier = verifier;
        this.challenges = challenges;
        this.enrolments = enrolments;
        this.factor = factor;
        this.transaction = transaction;
    }

    /**
     * A passkey that was added.
     *
     * @param recoveryCodes codes that come with the first second factor of the account, to be shown once; otherwise null
     */
    record Added(Passkey passkey, @Nullable List<String> recoveryCodes) {

        @Override
        public String toString() {
            return "Added[" + passkey.id() + "]";
        }
    }

    /**
     * Verifies the credential and adds it. Its challenge proves that the permission was given.
     *
     * @param secondFactor true if the passkey becomes a second factor, too
     * @throws Failure.InvalidData if the credential is not valid
     * @throws Failure as {@link NewPasskeys#add}, {@link FactorEnrolment#complete}
     */
    Added finish(Enrolment enrolment, RegistrationResponse response, String name, boolean secondFactor) {
        Account account = enrolment.account();
        Registered registered = verify(account, response);
        AtomicReference<@Nullable List<String>> recoveryCodes = new AtomicReference<>();
        Passkey passkey = transaction.execute(status -> passkeys.add(account, registered, name, () -> {
            if (!secondFactor) {
                return null;
            }
            EnrolledWithCodes enrolled = enrolments.complete(
                    enrolment,
                    factor,
                    name,
                    PasskeyFactor.methods(registered.credential().backupEligible()));
            recoveryCodes.set(enrolled.recoveryCodes());
            return enrolled.factor().id();
        }));
        return new Added(passkey, recoveryCodes.get());
    }

    private Registered verify(Account account, RegistrationResponse response) {
        try {
            return verifier.verify(
                    response,
                    (challenge, origin) -> challenges.read(challenge, ChallengeScope.registration(account, origin)));
        } catch (InvalidCredentialException invalid) {
            throw new Failure.InvalidData("credential " + invalid.getMessage());
        }
    }
}
