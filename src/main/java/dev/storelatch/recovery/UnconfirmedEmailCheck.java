package dev.storelatch.recovery;

import dev.storelatch.account.VerifiedEmails;
import dev.storelatch.core.Realm;
import dev.storelatch.core.SignInCause;
import dev.storelatch.core.SignInCheck;
import dev.storelatch.core.StoredAccount;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Finds that the address of an account has to be confirmed before the first log-in. */
@Component
class UnconfirmedEmailCheck implements SignInCheck {

    private final UnverifiedAccounts unverified;
    private final VerifiedEmails verifiedEmails;

    UnconfirmedEmailCheck(UnverifiedAccounts unverified, VerifiedEmails verifiedEmails) {
        this.unverified = unverified;
        this.verifiedEmails = verifiedEmails;
    }

    @Override
    public Stream<SignInCause> find(StoredAccount account) {
        return account.actor().realm() == Realm.STORE
                        && unverified.areRequired()
                        && verifiedEmails.isAwaited(account.actor())
                ? Stream.of(SignInCause.of(
                                SignInCause.Code.EMAIL_UNCONFIRMED,
                                "The e-mail address was not confirmed by the mailed link. A link for a new password"
                                        + " confirms it, too.")
                        .repairedBy(SignInCause.Remedy.of("POST", account.actor(), "password-token")))
                : Stream.empty();
    }
}
