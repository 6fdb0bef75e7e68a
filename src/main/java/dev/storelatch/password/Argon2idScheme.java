package dev.storelatch.password;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Argon2id (RFC 9106) as {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}: 16 bytes of salt, 32 of hash, one lane. */
final class Argon2idScheme implements HashingScheme {

    /** Matches only what this scheme can write, so that no row can make a verification take more memory than that. */
    private static final Pattern FORM = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=([1-9]\\d{1,5}),t=([1-9]\\d?),p=1\\$[A-Za-z\\d+/]{22}\\$[A-Za-z\\d+/]{43}");

    private final PasswordEncoder encoder;
    private final PasswordSettings.Argon2 cost;

    /** @param concurrency the number of hashes that are computed at once */
    Argon2idScheme(PasswordSettings.Argon2 cost, int concurrency) {
        this(cost, new Argon2idEncoder(cost, concurrency));
    }

    /** @param encoder computes at this cost */
    Argon2idScheme(PasswordSettings.Argon2 cost, PasswordEncoder encoder) {
        this.cost = cost;
        this.encoder = encoder;
    }

    @Override
    public String hash(String password) {
        return Objects.requireNonNull(encoder.encode(password));
    }

    @Override
    public boolean matches(String password, String stored) {
        return FORM.matcher(stored).matches() && encoder.matches(password, stored);
    }

    @Override
    public boolean isCurrent(String stored) {
        Matcher form = FORM.matcher(stored);
        return form.matches()
                && Integer.parseInt(form.group(1)) >= cost.memoryKib()
                && Integer.parseInt(form.group(2)) >= cost.iterations();
    }
}
