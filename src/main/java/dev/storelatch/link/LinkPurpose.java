package dev.storelatch.link;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The purpose of a link. A token for one purpose is not accepted for another. The module that issues the link defines
 * the purpose and is the only one that reads the payload.
 *
 * @param name part of the key derivation and stored with the link
 * @param claims returns the claims of a link's token if tokens of this purpose are JWTs; null if they are opaque
 * @param lifetime validity of a link
 * @param lasting true if links stay valid when the credentials of their account change, since they revert such a change
 */
public record LinkPurpose(
        String name, @Nullable Function<Link, Map<String, Object>> claims, Duration lifetime, boolean lasting) {

    /** Returns a purpose with opaque tokens of 256 bits. */
    public static LinkPurpose opaque(String name) {
        return opaque(name, Link.LIFETIME);
    }

    /** Returns a purpose with opaque tokens of 256 bits and a validity of its own. */
    public static LinkPurpose opaque(String name, Duration lifetime) {
        return new LinkPurpose(name, null, lifetime, false);
    }

    /** Returns a purpose with opaque tokens of 256 bits that stay valid when the credentials of the account change. */
    public static LinkPurpose lasting(String name, Duration lifetime) {
        return new LinkPurpose(name, null, lifetime, true);
    }

    /** Returns a purpose whose tokens are JWTs that begin with these claims. */
    public static LinkPurpose jwt(String name, Function<Link, Map<String, Object>> claims) {
        return new LinkPurpose(name, claims, Link.LIFETIME, false);
    }
}
