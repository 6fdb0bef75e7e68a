package dev.storelatch.outbox;

import dev.storelatch.core.StartupException;
import dev.storelatch.crypto.HmacSha256;
import dev.storelatch.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** The header {@code webhook-signature} of Standard Webhooks: HMAC-SHA-256 over id, seconds and body. */
final class WebhookSignature {

    private static final String PREFIX = "whsec_";

    private final List<byte[]> keys;

    /** @param secrets each signs, so that the shop can change its own in its own time */
    WebhookSignature(List<Secret> secrets) {
        keys = secrets.stream().map(WebhookSignature::key).toList();
    }

    /** A secret in the specification's own form is Base64 behind {@code whsec_}; of any other the text is the key. */
    private static byte[] key(Secret secret) {
        String text = new String(secret.bytes(), StandardCharsets.UTF_8);
        if (!text.startsWith(PREFIX)) {
            return secret.bytes();
        }
        try {
            return Base64.getDecoder().decode(text.substring(PREFIX.length()));
        } catch (IllegalArgumentException malformed) {
            throw new StartupException(
                    "storelatch.webhook.secrets has a secret whose part behind whsec_ is not Base64.",
                    "Set it as you got it, or without whsec_.");
        }
    }

    String of(String id, long timestamp, byte[] body) {
        byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        return keys.stream()
                .map(key -> "v1," + Base64.getEncoder().encodeToString(HmacSha256.of(key, head, body)))
                .collect(Collectors.joining(" "));
    }
}
