package dev.storelatch.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tokens that are signed and read without the server, as by a Medusa server or an attacker who has its secret. */
public final class SignedToken {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SignedToken() {}

    /** Returns an HS256 token with these claims, in the map's order, signed with the server's secret. */
    public static String hs256(Map<String, ?> claims) {
        String signed = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(UTF_8)) + "."
                + base64(JSON.writeValueAsBytes(claims));
        return signed + "." + signature(signed, ServerTest.JWT_SECRET);
    }

    /** Returns the claims of an HS256 token that this secret has signed and that has not expired. */
    public static Optional<JsonNode> verified(String token, String secret) {
        int end = token.lastIndexOf('.');
        if (end < 0 || !token.substring(end + 1).equals(signature(token.substring(0, end), secret))) {
            return Optional.empty();
        }
        return Optional.of(claims(token))
                .filter(claims -> claims.path("exp").asLong(0) > Instant.now().getEpochSecond());
    }

    /** Returns a token's claims without verifying it. */
    public static JsonNode claims(String token) {
        return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
    }

    private static String signature(String signed, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return base64(mac.doFinal(signed.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
