package dev.storelatch.outbox;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Texts that customers choose about themselves, as far as mails show them. A mail goes to an address that need not be the
 * customer's, so a text must not be able to advertise or to link to anything, even if a mail client turns host names into
 * links. One that could is left out entirely, because a part of it would not be a name either.
 */
public final class DisplayText {

    private static final int MAX_NAME = 40;
    private static final int MAX_EMAIL = 64;

    /** Letters of any script, with a bounded number of combining marks on each. */
    private static final String PART = "(?:\\p{L}\\p{M}{0,3})+";

    /** A full stop is followed by a space, so that no two parts are a host name. */
    private static final Pattern NAME = Pattern.compile(PART + "(?:(?:['\u2019-]|\\.? )" + PART + "){0,3}");

    /** ASCII letters and digits with single separators, without the quotes, slashes and equals signs of RFC 5321. */
    private static final Pattern EMAIL =
            Pattern.compile("[a-z\\d]+(?:[._+-][a-z\\d]+)*@[a-z\\d]+(?:[.-]{1,2}[a-z\\d]+)*", Pattern.CASE_INSENSITIVE);

    private DisplayText() {}

    /** Returns the name without surrounding space, if it has the form of a personal name: a few short words. */
    public static Optional<String> name(@Nullable String text) {
        return matching(NAME, MAX_NAME, text == null ? "" : text.strip());
    }

    /** Returns the e-mail address, if it is short and has no unusual characters. */
    public static Optional<String> email(String text) {
        return matching(EMAIL, MAX_EMAIL, text);
    }

    private static Optional<String> matching(Pattern pattern, int maxLength, String text) {
        return text.codePointCount(0, text.length()) <= maxLength
                        && pattern.matcher(text).matches()
                ? Optional.of(text)
                : Optional.empty();
    }
}
