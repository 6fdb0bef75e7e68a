package dev.storelatch.factor;

import dev.storelatch.core.Actor;
import org.springframework.stereotype.Component;

/** Deletes what an account has begun and not finished: challenges, and an authenticator app that is being set up. */
@Component
class PendingFactors {

    private final ChallengeRepository challenges;
    private final TotpRepository totp;

    PendingFactors(ChallengeRepository challenges, TotpRepository totp) {
        this.challenges = challenges;
        this.totp = totp;
    }

    void deleteAll(Actor account) {
        challenges.deleteAll(account);
        totp.deleteSetups(account);
    }
}
