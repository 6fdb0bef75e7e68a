package dev.storelatch.factor;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Ids;
import dev.storelatch.crypto.Encryption.Decrypted;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Sets up an authenticator app: makes its secret, and adds it as a factor once it has shown a valid code. */
@Component
class TotpSetup {

    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private final TotpRepository repository;
    private final TotpSecrets secrets;
    private final TotpCodes codes;
    private final Ids ids;
    private final Clock clock;
    private final TransactionOperations transaction;

    TotpSetup(
            TotpRepository repository,
            TotpSecrets secrets,
            TotpCodes codes,
            Ids ids,
            Clock clock,
            TransactionOperations transaction) {
        this.repository = repository;
        this.secrets = secrets;
        this.codes = codes;
        this.ids = ids;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** A secret that an app does not have yet. */
    static final class Started {

        private final byte[] secret;
        private final Instant expiresAt;

        private Started(byte[] secret, Instant expiresAt) {
            this.secret = secret;
            this.expiresAt = expiresAt;
        }

        byte[] secret() {
            return secret;
        }

        Instant expiresAt() {
            return expiresAt;
        }
    }

    /**
     * Makes a secret, which voids the one of a set-up that the account has not finished.
     *
     * @throws Failure.InvalidData if no app can be set up on this server
     */
    Started start(Actor account, @Nullable String name) {
        byte[] secret = codes.newSecret();
        Instant expiresAt = clock.instant().plus(LIFETIME);
        repository.insertSetup(
                account,
                new TotpRepository.Stored(ids.next("setup"), name, secrets.encrypt(secret, account)),
                expiresAt);
        return new Started(secret, expiresAt);
    }

    /**
     * Adds the app if this is its code now, which is used up by it.
     *
     * @throws Failure.InvalidData if no set-up was started, or it has expired, or the code is wrong
     * @throws Failure as {@link FactorEnrolment#complete}
     */
    EnrolledWithCodes confirm(Enrolment enrolment, FactorEnrolment enrolments, SecondFactor method, String code) {
        Actor account = enrolment.actor();
        TotpRepository.Stored setup = repository.findSetup(account).orElseThrow(TotpSetup::notStarted);
        Decrypted secret = secrets.decrypt(setup.secret(), account).orElseThrow(TotpSetup::notStarted);
        long step = codes.findStep(secret.bytes(), code)
                .orElseThrow(() -> new Failure.InvalidData("The code is wrong. Check the time of the device."));
        return transaction.execute(status -> {
            EnrolledWithCodes enrolled = enrolments.complete(enrolment, method, setup.name(), Totp.METHODS);
            if (!repository.deleteSetup(setup.id())) {
                throw notStarted();
            }
            repository.insert(enrolled.factor().id(), setup.secret(), step);
            return enrolled;
        });
    }

    private static Failure.InvalidData notStarted() {
        return new Failure.InvalidData(
                "No authenticator app is being set up, or the time for it is over. Start again.");
    }
}
