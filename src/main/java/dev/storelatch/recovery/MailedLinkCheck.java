package dev.storelatch.recovery;

import dev.storelatch.core.SignInCause;
import dev.storelatch.core.SignInCause.Code;
import dev.storelatch.core.SignInCheck;
import dev.storelatch.core.StoredAccount;
import dev.storelatch.outbox.MailStatus;
import dev.storelatch.outbox.Outbox;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Finds that the last mail with a link for a new password, or one that confirms the address, was not delivered. */
@Component
class MailedLinkCheck implements SignInCheck {

    private final Outbox outbox;

    MailedLinkCheck(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public Stream<SignInCause> find(StoredAccount account) {
        Set<String> types =
                Set.of(PasswordResetNotification.name(account.actor().realm()), EmailConfirmationNotification.NAME);
        return outbox.findLastMail(account.actor(), types).stream().flatMap(MailedLinkCheck::cause);
    }

    private static Stream<SignInCause> cause(MailStatus mail) {
        if (mail.isGivenUp()) {
            return Stream.of(
                    SignInCause.of(Code.MAIL_REFUSED, "The last mail with a link was %s.".formatted(mail.outcome()))
                            .since(mail.finishedAt()));
        }
        if (mail.isWaiting()) {
            String failure = Objects.requireNonNullElse(mail.failure(), "it was not attempted yet");
            return Stream.of(SignInCause.of(
                            Code.MAIL_WAITING, "The last mail with a link is still to be sent: %s.".formatted(failure))
                    .since(mail.postedAt()));
        }
        return Stream.empty();
    }
}
