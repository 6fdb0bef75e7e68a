package dev.storelatch.edge;

import dev.storelatch.core.StartupException;
import dev.storelatch.crypto.Secret;
import dev.storelatch.token.SigningKey;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Tokens that the server behind a proxy gets in place of the client's credentials. There are none without a secret or a
 * key.
 *
 * @param secret the {@code JWT_SECRET} of a Medusa server, which signs with HS256
 * @param keys PEM files of keys, newest first: the first private key signs, all are published
 * @param issuer claim {@code iss}; null for none
 * @param audience claim {@code aud}, by which we refuse these tokens as log-ins of our own (RFC 8725 §3.12)
 * @param lifetime validity of a token
 */
record UpstreamSettings(
        @Nullable Secret secret,
        @DefaultValue List<SigningKey> keys,
        @Nullable @Size(min = 1, max = 255) String issuer,
        @DefaultValue("upstream") @NotBlank @Size(max = 255) String audience,

        @DefaultValue("60s") @DurationMin(seconds = 10) @DurationMax(hours = 1)
        Duration lifetime) {

    UpstreamSettings {
        if (secret != null) {
            secret = Secret.strong(
                    secret,
                    "storelatch.edge.upstream.secret",
                    "Make one with `openssl rand -base64 48`, and set it here and as JWT_SECRET of the Medusa server.");
        }
        if (!keys.isEmpty() && (secret != null || keys.get(0).privateKey() == null)) {
            throw new StartupException(
                    secret == null
                            ? "The first of storelatch.edge.upstream.keys is not a private key."
                            : "storelatch.edge.upstream has both a secret and keys.",
                    "Set either the secret of a Medusa server, or keys of which the first is a private one.");
        }
    }

    boolean isEnabled() {
        return secret != null || !keys.isEmpty();
    }
}
