package dev.storelatch.link;

import dev.storelatch.crypto.HmacSha256;
import dev.storelatch.crypto.JwtJsonSerializer;
import io.jsonwebtoken.Jwts;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;
import tools.jackson.databind.json.JsonMapper;

/**
 * Computes the token of a link from what is stored of it and a key for its purpose, which is derived from a secret
 * (HKDF, RFC 5869). So the database holds nothing that can be used, and no token is accepted for another purpose.
 */
final class LinkTokenCodec {

    private static final int KEY_BYTES = 32;

    private final List<byte[]> secrets;

    /** @param secrets newest first */
    LinkTokenCodec(List<byte[]> secrets) {
        this.secrets = secrets;
    }

    /** Returns the token of a new link. */
    String token(LinkPurpose purpose, Link link) {
        return token(purpose, link, secrets.get(0));
    }

    /** Returns the tokens that the link may have, by the newest secret first. */
    Stream<String> candidates(LinkPurpose purpose, Link link) {
        return secrets.stream().map(secret -> token(purpose, link, secret));
    }

    private static String token(LinkPurpose purpose, Link link, byte[] secret) {
        byte[] key = deriveKey(secret, purpose);
        Function<Link, Map<String, Object>> claims = purpose.claims();
        return claims == null
                ? Base64.getUrlEncoder().withoutPadding().encodeToString(HmacSha256.of(key, link.id()))
                : jwt(link, claims.apply(link), new SecretKeySpec(key, "HmacSHA256"));
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

    private static byte[] deriveKey(byte[] secret, LinkPurpose purpose) {
        HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());
        byte[] info = ("storelatch link 1 " + purpose.name()).getBytes(StandardCharsets.UTF_8);
        hkdf.init(new HKDFParameters(secret, null, info));
        byte[] key = new byte[KEY_BYTES];
        hkdf.generateBytes(key, 0, key.length);
        return key;
    }
}
