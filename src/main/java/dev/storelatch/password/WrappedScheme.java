package dev.storelatch.password;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A hash of Medusa's that was strengthened without its password: Argon2id over the container's HMAC, and the part of the
 * container from which a password's HMAC can be computed, as {@code $scrypt-kdf$header$argon2id$v=19$…}.
 */
final class WrappedScheme implements HashFormat {

    private static final String PREFIX = "$scrypt-kdf$";
    private static final Pattern FORM = Pattern.compile("\\$scrypt-kdf\\$([A-Za-z\\d+/]{86})(\\$argon2id\\$.+)");

    private final HashingScheme argon2id;

    WrappedScheme(HashingScheme argon2id) {
        this.argon2id = argon2id;
    }

    String wrap(ScryptContainer container) {
        return PREFIX + container.header() + argon2id.hash(container.code());
    }

    @Override
    public boolean matches(String password, String stored) {
        return container(stored)
                .filter(container -> argon2id.matches(container.codeOf(password), argon2idOf(stored)))
                .isPresent();
    }

    @Override
    public boolean isCurrent(String stored) {
        return container(stored).isPresent() && argon2id.isCurrent(argon2idOf(stored));
    }

    private static Optional<ScryptContainer> container(String stored) {
        Matcher form = FORM.matcher(stored);
        return form.matches() ? ScryptContainer.parseHeader(form.group(1)) : Optional.empty();
    }

    private static String argon2idOf(String stored) {
        return stored.substring(stored.indexOf("$argon2id$"));
    }
}
