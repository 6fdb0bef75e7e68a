package dev.storelatch.link;

import dev.storelatch.crypto.HmacSha256;
import dev.storelatch.crypto.JwtJsonSerializer;
import io.jsonwebtoken.Jwts;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import tools.jackson.databind.json.JsonMapper;

/**
 * Computes the token of a link from what is stored of it and a key for its purpose. So the database holds nothing that can
 * be used.
 */
final class LinkTokenCodec {

    private final LinkKeys keys;

    LinkTokenCodec(LinkKeys keys) {
        this.keys = keys;
    }

    /** Returns the token of a new link. */
    String token(LinkPurpose purpose, Link link) {
        return token(purpose, link, keys.newestFirst(purpose.name()).get(0));
    }

    /** Returns the tokens that the link may have, by the newest secret first. */
    Stream<String> candidates(LinkPurpose purpose, Link link) {
        return keys.newestFirst(purpose.name()).stream().map(key -> token(purpose, link, key));
    }

    private static String token(LinkPurpose purpose, Link link, SecretKey key) {
        Function<Link, Map<String, Object>> claims = purpose.claims();
        return claims == null
                ? Base64.getUrlEncoder().withoutPadding().encodeToString(HmacSha256.of(key.getEncoded(), link.id()))
                : jwt(link, claims.apply(link), key);
    }

    /** The id makes the tokens of two links of the same second differ. */
    private static String jwt(Link link, Map<String, Object> claims, SecretKey key) {
        return Jwts.builder()
                .json(new JwtJsonSerializer(JsonMapper.shared()))
                .header()
                .add("alg", "HS256")
                .add("typ", "JWT")
                .and()
                .claims(claims)
                .issuedAt(Date.from(link.issuedAt()))
                .expiration(Date.from(link.expiresAt()))
                .id(link.id())
                .signWith(key, Jwts.SIG.HS256)
                .compact();
    }
}
