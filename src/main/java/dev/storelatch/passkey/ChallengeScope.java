package dev.storelatch.passkey;

import dev.storelatch.core.Account;
import dev.storelatch.core.Realm;

/**
 * Scope of a challenge: it cannot be used for anything else.
 *
 * @param subject the account and the token epoch in which it was issued; empty if the account is not known yet
 * @param origin the origin of the page
 */
record ChallengeScope(ChallengePurpose purpose, Realm realm, String subject, String origin) {

    static ChallengeScope login(Realm realm, String origin) {
        return new ChallengeScope(ChallengePurpose.LOGIN, realm, "", origin);
    }

    /**
     * Returns the scope of a registration. The epoch changes when all log-ins of the account are ended, so that a registration
     * that a thief has begun cannot be finished after it.
     */
    static ChallengeScope registration(Account account, String origin) {
        return new ChallengeScope(
                ChallengePurpose.REGISTRATION,
                account.actor().realm(),
                account.actor().id() + " " + account.tokenEpoch(),
                origin);
    }

    /** Returns a text that no other scope has: no part contains a line break. */
    String text() {
        return String.join("\n", purpose.name(), realm.id(), subject, origin);
    }
}
