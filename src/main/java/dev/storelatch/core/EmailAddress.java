package dev.storelatch.core;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An e-mail address in the one form in which it is stored and looked up: Unicode lower case, otherwise as typed. It is
 * not trimmed and gets no IDNA or NFC, since a Medusa on the same database must find it.
 */
public record EmailAddress(String value) {

    private static final String LETTERS = "\\x{A1}-\\x{D7FF}\\x{F900}-\\x{FDCF}\\x{FDF0}-\\x{FFEF}";
    private static final Pattern ATOM =
            Pattern.compile("[a-z\\d!#$%&'*+\\-/=?^_`{|}~" + LETTERS + "]+", Pattern.CASE_INSENSITIVE);
    private static final Pattern QUOTED =
            Pattern.compile("([\\s\\x01-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F!\\x23-\\x5B\\x5D-\\x7E\\xA0" + LETTERS + "]"
                    + "|\\\\[\\x01-\\x09\\x0B-\\x7F\\xA0" + LETTERS + "])*");
    private static final Pattern TOP_LEVEL = Pattern.compile(
            "[a-z" + LETTERS.replace("\\x{A1}-", "\\x{A1}-\\x{A8}\\x{AA}-") + "]{2,}|xn[a-z\\d-]{2,}",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern LABEL = Pattern.compile(
            "(?!-)(?![^.]*[\\x{FF01}-\\x{FF5E}])[a-z\\x{A1}-\\x{FFFF}\\d-]{1,63}(?<!-)", Pattern.CASE_INSENSITIVE);

    public EmailAddress {
        value = value.toLowerCase(Locale.ROOT);
    }

    /**
     * Returns true if the text is an address by the rules of the contract: no display name, no missing top-level domain, no IP
     * address as domain, letters of every script.
     */
    public static boolean isValid(String text) {
        int at = text.lastIndexOf('@');
        return at > 0 && isLocalPart(text.substring(0, at)) && isDomain(text.substring(at + 1));
    }

    private static boolean isLocalPart(String local) {
        if (bytes(local) > 64) {
            return false;
        }
        if (local.startsWith("\"")) {
            return local.length() > 1
                    && local.endsWith("\"")
                    && QUOTED.matcher(local.substring(1, local.length() - 1)).matches();
        }
        return Arrays.stream(local.split("\\.", -1))
                .allMatch(atom -> ATOM.matcher(atom).matches());
    }

    private static boolean isDomain(String domain) {
        String[] labels = domain.split("\\.", -1);
        return bytes(domain) <= 254
                && labels.length > 1
                && TOP_LEVEL.matcher(labels[labels.length - 1]).matches()
                && Arrays.stream(labels).allMatch(label -> LABEL.matcher(label).matches());
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
