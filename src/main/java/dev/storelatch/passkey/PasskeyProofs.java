package dev.storelatch.passkey;

import com.webauthn4j.data.AuthenticationData;
import dev.storelatch.core.Account;
import dev.storelatch.core.AccountRegistry;
import dev.storelatch.core.Actor;
import dev.storelatch.core.LoginFailure;
import dev.storelatch.core.Realm;
import dev.storelatch.passkey.CredentialVerifier.Asserted;
import dev.storelatch.passkey.CredentialVerifier.ChallengeCheck;
import dev.storelatch.passkey.CredentialVerifier.Parsed;
import org.springframework.stereotype.Component;

/** Proves by assertions that the owner of an account is there. */
@Component
@ConditionalOnPasskeys
class PasskeyProofs {

    private final CredentialVerifier verifier;
    private final PasskeyRepository passkeys;
    private final UsedChallengeRepository challenges;
    private final AccountRegistry accounts;

    PasskeyProofs(
            CredentialVerifier verifier,
            PasskeyRepository passkeys,
            UsedChallengeRepository challenges,
            AccountRegistry accounts) {
        this.verifier = verifier;
        this.passkeys = passkeys;
        this.challenges = challenges;
        this.accounts = accounts;
    }

    /** An account whose owner has proved to be there by a passkey. */
    record Proof(Account account, StoredPasskey passkey) {}

    /** Reads an assertion and checks its challenge. */
    Parsed<AuthenticationData> read(PasskeyAssertion assertion, ChallengeCheck check)
            throws RejectedAssertionException {
        try {
            return verifier.read(assertion, check);
        } catch (InvalidCredentialException invalid) {
            throw new RejectedAssertionException(
                    LoginFailure.INVALID_PASSKEY, null, "the assertion " + invalid.getMessage());
        }
    }

    /** Verifies an assertion that was read, and consumes its challenge. Costs three statements. */
    Proof prove(PasskeyAssertion assertion, Parsed<AuthenticationData> parsed, Realm realm)
            throws RejectedAssertionException {
        StoredPasskey passkey = find(assertion, realm);
        Asserted asserted = verify(assertion, parsed, passkey);
        Account account = accounts.of(realm)
                .find(passkey.actor())
                .orElseThrow(() -> new RejectedAssertionException(
                        LoginFailure.NO_LIVE_ACCOUNT, passkey.actor(), "the account is locked or deleted"));
        use(parsed, passkey, asserted);
        return new Proof(account, passkey);
    }

    /** Does the same for a passkey that must be one of this account, which is live. */
    StoredPasskey prove(PasskeyAssertion assertion, Parsed<AuthenticationData> parsed, Actor account)
            throws RejectedAssertionException {
        StoredPasskey passkey = find(assertion, account.realm());
        if (!passkey.actor().equals(account)) {
            throw new RejectedAssertionException(
                    LoginFailure.INVALID_PASSKEY, account, "the credential is of another account");
        }
        use(parsed, passkey, verify(assertion, parsed, passkey));
        return passkey;
    }

    private StoredPasskey find(PasskeyAssertion assertion, Realm realm) throws RejectedAssertionException {
        return passkeys.find(realm, assertion.credentialId().toArray())
                .orElseThrow(() -> new RejectedAssertionException(
                        LoginFailure.INVALID_PASSKEY, null, "no account has this credential"));
    }

    private void use(Parsed<AuthenticationData> parsed, StoredPasskey passkey, Asserted asserted)
            throws RejectedAssertionException {
        if (!challenges.use(parsed.challenge(), passkey, asserted)) {
            throw new RejectedAssertionException(
                    LoginFailure.INVALID_PASSKEY, passkey.actor(), "the challenge or the sign count was used before");
        }
    }

    private Asserted verify(PasskeyAssertion assertion, Parsed<AuthenticationData> parsed, StoredPasskey passkey)
            throws RejectedAssertionException {
        Bytes handle = assertion.userHandle();
        if (handle == null || !passkey.userHandle().equals(handle)) {
            throw new RejectedAssertionException(
                    LoginFailure.INVALID_PASSKEY, passkey.actor(), "the credential is of another account");
        }
        try {
            return verifier.verify(parsed, passkey);
        } catch (InvalidCredentialException invalid) {
            LoginFailure reason = RefusalReasons.SIGN_COUNT.equals(invalid.getMessage())
                    ? LoginFailure.PASSKEY_SIGN_COUNT
                    : LoginFailure.INVALID_PASSKEY;
            throw new RejectedAssertionException(reason, passkey.actor(), "the assertion " + invalid.getMessage());
        }
    }
}
