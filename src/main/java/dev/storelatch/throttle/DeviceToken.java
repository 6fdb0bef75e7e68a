package dev.storelatch.throttle;

import dev.storelatch.crypto.Sha256;
import dev.storelatch.request.ClientInfo;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** Value of the cookie {@code storelatch.device}: 256 random bits in base64url, of which only the hash is stored. */
record DeviceToken(String value) {

    private static final Pattern FORMAT = Pattern.compile("[\\w-]{43}");
    private static final int BYTES = 32;

    static DeviceToken random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new DeviceToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Reads the cookie of the client; empty without one, or if this server cannot have set it. */
    static Optional<DeviceToken> of(ClientInfo client) {
        return Optional.ofNullable(client.device())
                .filter(value -> FORMAT.matcher(value).matches())
                .map(DeviceToken::new);
    }

    byte[] hash() {
        return Sha256.of(value);
    }

    @Override
    public String toString() {
        return "DeviceToken[redacted]";
    }
}
