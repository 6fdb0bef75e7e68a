package dev.storelatch.outbox;

import dev.storelatch.core.StartupException;
import dev.storelatch.crypto.HmacSha256;
import dev.storelatch.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** Header {@code webhook-signature} of Standard Webhooks: HMAC-SHA-256 over id, timestamp and body. */
final class WebhookSignature {

    private static final String PREFIX = "whsec_";

    private final List<byte[]> keys;

    /** @param secrets each makes a signature, so that the shop can rotate its secret without a gap */
    WebhookSignature(List<Secret> secrets) {
        keys = secrets.stream().map(WebhookSignature::key).toList();
    }

    /** Decodes a secret in the form of the specification, {@code whsec_} and Base64; of any other the text is the key. */
    private static byte[] key(Secret secret) {
        String text = new String(secret.bytes(), StandardCharsets.UTF_8);
        if (!text.startsWith(PREFIX)) {
            return secret.bytes();
        }
        try {
            return Base64.getDecoder().decode(text.substring(PREFIX.length()));
        } catch (IllegalArgumentException malformed) {
            throw new StartupException(
                    "storelatch.webhook.secrets has a secret whose part after whsec_ is not Base64.",
                    "Set the complete secret as it was issued, or one that does not start with whsec_.");
        }
    }

    String of(String id, long timestamp, byte[] body) {
        byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        return keys.stream()
                .map(key -> "v1," + Base64.getEncoder().encodeToString(HmacSha256.of(key, head, body)))
                .collect(Collectors.joining(" "));
    }
}
