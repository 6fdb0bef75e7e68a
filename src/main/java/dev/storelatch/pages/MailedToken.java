package dev.storelatch.pages;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a mailed link that a visitor has pasted into a form, or that the script has put there. The token is behind the
 * {@code #} of the link, which browsers do not send, so that it appears in no log (ASVS 14.2.1).
 */
final class MailedToken {

    private static final Pattern TOKEN = Pattern.compile("[#&?]token=([^&#\\s]*)");
    private static final Pattern EMAIL = Pattern.compile("[#&?]email=([^&#\\s]*)");

    private MailedToken() {}

    /** Returns the token of a link; the text itself if it is none. */
    static String of(String link) {
        Matcher token = TOKEN.matcher(link);
        return token.find() ? token.group(1) : link.strip();
    }

    /** Returns the e-mail address of a link; empty if it has none. */
    static String email(String link) {
        Matcher email = EMAIL.matcher(link);
        try {
            return email.find() ? URLDecoder.decode(email.group(1), StandardCharsets.UTF_8) : "";
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }
}
