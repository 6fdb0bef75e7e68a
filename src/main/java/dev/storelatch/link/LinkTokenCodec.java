package dev.storelatch.link;

import dev.storelatch.crypto.HmacSha256;
import dev.storelatch.crypto.JwtJsonSerializer;
import dev.storelatch.link.Link.Purpose;
import io.jsonwebtoken.Jwts;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;
import tools.jackson.databind.json.JsonMapper;

/**
 * Computes a link's token from what is stored of the link and a key for its purpose, which is derived from a secret
 * (RFC 5869). So nothing that could be used waits in a table, and no token of one purpose, access included, can pass for
 * one of another.
 */
final class LinkTokenCodec {

    private static final int KEY_BYTES = 32;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final List<byte[]> secrets;

    /** @param secrets newest first */
    LinkTokenCodec(List<byte[]> secrets) {
        this.secrets = secrets;
    }

    /** The token for a new link. */
    String token(Link link) {
        return token(link, secrets.get(0));
    }

    /** The tokens that the link may have been given, by the newest secret first. */
    Stream<String> candidates(Link link) {
        return secrets.stream().map(secret -> token(link, secret));
    }

    private static String token(Link link, byte[] secret) {
        byte[] key = key(secret, link.purpose());
        return link.purpose() == Purpose.ORDER_CLAIM
                ? jwt(link, new SecretKeySpec(key, "HmacSHA256"))
                : Base64.getUrlEncoder().withoutPadding().encodeToString(HmacSha256.of(key, link.id()));
    }

    /** Medusa's four claims in their order, and the id, by which two links of one second differ. */
    private static String jwt(Link link, SecretKey key) {
        return Jwts.builder()
                .json(new JwtJsonSerializer(JSON))
                .header()
                .add("alg", "HS256")
                .add("typ", "JWT")
                .and()
                .claim("claimingCustomerId", link.actor().id())
                .claim("orders", link.orders())
                .issuedAt(Date.from(link.issuedAt()))
                .expiration(Date.from(link.expiresAt()))
                .id(link.id())
                .signWith(key, Jwts.SIG.HS256)
                .compact();
    }

    private static byte[] key(byte[] secret, Purpose purpose) {
        HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());
        hkdf.init(new HKDFParameters(secret, null, ("storelatch link 1 " + purpose).getBytes(StandardCharsets.UTF_8)));
        byte[] key = new byte[KEY_BYTES];
        hkdf.generateBytes(key, 0, key.length);
        return key;
    }
}
