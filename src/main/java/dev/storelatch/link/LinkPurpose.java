package dev.storelatch.link;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The purpose of a link. A token for one purpose is not accepted for another. The module that issues the link defines
 * the purpose and is the only one that reads the payload.
 *
 * @param name part of the key derivation and stored with the link
 * @param claims returns the claims of a link's token if tokens of this purpose are JWTs; null if they are opaque
 */
public record LinkPurpose(String name, @Nullable Function<Link, Map<String, Object>> claims) {

    /** Returns a purpose with opaque tokens of 256 bits. */
    public static LinkPurpose opaque(String name) {
        return new LinkPurpose(name, null);
    }

    /** Returns a purpose whose tokens are JWTs that begin with these claims. */
    public static LinkPurpose jwt(String name, Function<Link, Map<String, Object>> claims) {
        return new LinkPurpose(name, claims);
    }
}
