package dev.storelatch.outbox;

import jakarta.mail.MessagingException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the codes of a mail server's reply: the reply code (RFC 5321 §4.2) and the enhanced status code (RFC 3463). The text that
 * follows often contains addresses.
 */
final class SmtpReply {

    private static final int DEEPEST = 10;
    private static final Pattern CODES =
            Pattern.compile("([245]\\d\\d)(?:[ -]([245]\\.\\d{1,3}\\.\\d{1,3})(?!\\S)|(?!\\S)|-)");

    private SmtpReply() {}

    /** Appends the codes, such as {@code (550 5.1.1)}, to a reason if the failure is a reply. */
    static String append(String reason, Exception failure) {
        return codes(failure).map(codes -> "%s (%s)".formatted(reason, codes)).orElse(reason);
    }

    private static Optional<String> codes(Exception failure) {
        Throwable candidate = failure;
        for (int depth = 0; candidate != null && depth < DEEPEST; depth++) {
            Matcher reply = CODES.matcher(String.valueOf(candidate.getMessage()));
            if (reply.lookingAt()) {
                return Optional.of(reply.group(2) == null ? reply.group(1) : reply.group(1) + " " + reply.group(2));
            }
            candidate = next(candidate);
        }
        return Optional.empty();
    }

    /** The reply for a recipient is the next exception of the one that tells of the mail. */
    private static @Nullable Throwable next(Throwable failure) {
        return failure instanceof MessagingException mail && mail.getNextException() != null
                ? mail.getNextException()
                : failure.getCause();
    }
}
