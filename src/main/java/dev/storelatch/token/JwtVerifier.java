package dev.storelatch.token;

import dev.storelatch.core.Realm;
import dev.storelatch.crypto.JwtJsonDeserializer;
import dev.storelatch.crypto.Sha256;
import io.jsonwebtoken.Header;
import io.jsonwebtoken.JwsHeader;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.JwtParserBuilder;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.UnsupportedJwtException;
import io.jsonwebtoken.security.SignatureException;
import java.security.Key;
import java.time.Clock;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.util.ConcurrentLruCache;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Verifies access tokens, each key with its own algorithm only (RFC 8725 §3.1). JJWT checks the signature;
 * {@link AccessToken} checks the claims.
 */
@Component
class JwtVerifier {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    /** Number of verified tokens that are cached, at one or two kilobytes each. */
    private static final int CACHE_SIZE = 4_096;

    private final TokenKeys keys;
    private final List<JwtParser> secretParsers;
    private final JwtParser keyPairParser;
    private final Clock clock;

    /** Verifying costs more than all else that a request does with its token; the cache's key is the whole token. */
    private final ConcurrentLruCache<String, Verified> cache =
            new ConcurrentLruCache<>(CACHE_SIZE, this::verifySignature);

    JwtVerifier(TokenKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
        this.secretParsers = keys.secrets().stream()
                .map(secret -> parser().verifyWith(secret)
                        .sig()
                        .clear()
                        .add(Jwts.SIG.HS256)
                        .and()
                        .build())
                .toList();
        this.keyPairParser = parser().keyLocator(this::publicKey)
                .sig()
                .clear()
                .add(Jwts.SIG.RS256)
                .add(Jwts.SIG.ES256)
                .add(Jwts.SIG.EdDSA)
                .and()
                .build();
    }

    /** The claims of a correctly signed token, which are checked anew each time, and the key by which it is revoked. */
    private record Verified(JsonNode claims, String key) {}

    /** Returns the token if it is correctly signed, valid now and of this realm. */
    Optional<AccessToken> verify(String token, Realm realm) {
        try {
            Verified verified = cache.get(token);
            return AccessToken.of(verified.claims(), realm, clock.instant(), verified.key());
        } catch (JwtException | IllegalArgumentException | JacksonException refused) {
            return Optional.empty();
        }
    }

    /** Returns the claims of a token that is signed with one of the secrets, whatever its purpose. */
    Optional<JsonNode> claimsSignedBySecret(String token) {
        try {
            return Optional.of(verifyBySecret(token).claims());
        } catch (JwtException | IllegalArgumentException | JacksonException refused) {
            return Optional.empty();
        }
    }

    private Verified verifySignature(String token) {
        if (keys.hasKeyPairs()) {
            try {
                return verifySignature(keyPairParser, token);
            } catch (SignatureException otherAlgorithm) {
                // It may be signed by a secret.
            }
        }
        return verifyBySecret(token);
    }

    private Verified verifyBySecret(String token) {
        for (JwtParser parser : secretParsers) {
            try {
                return verifySignature(parser, token);
            } catch (SignatureException otherSecret) {
                // It may be signed by one of the others.
            }
        }
        throw new SignatureException("no key matches");
    }

    private static Verified verifySignature(JwtParser parser, String token) {
        byte[] signature = parser.parseSignedClaims(token).getDigest();
        // Some last characters can be changed without changing the bytes they encode. Such a token was altered all the
        // same.
        if (!token.endsWith(BASE64URL.encodeToString(signature))) {
            throw new SignatureException("not canonical");
        }
        String signed = token.substring(0, token.lastIndexOf('.'));
        int dot = signed.indexOf('.');
        // RFC 7515 §4.1.11: an empty list of critical extensions is malformed, which JJWT ignores.
        if (json(signed.substring(0, dot)).has("crit")) {
            throw new UnsupportedJwtException("crit");
        }
        JsonNode claims = json(signed.substring(dot + 1));
        // The signature is no part of the key: some algorithms allow several for the same content.
        return new Verified(claims, Sha256.base64UrlOf(signed));
    }

    private static JsonNode json(String part) {
        return JSON.readTree(Base64.getUrlDecoder().decode(part));
    }

    /** Returns the key named by {@code kid}, if the token is signed with that key's algorithm. */
    private Key publicKey(Header header) {
        SigningKey key = header instanceof JwsHeader signed ? keys.find(signed.getKeyId()) : null;
        if (key == null || !key.algorithm().getId().equals(header.getAlgorithm())) {
            throw new SignatureException("unknown key");
        }
        return key.publicKey();
    }

    private JwtParserBuilder parser() {
        return Jwts.parser()
                .json(new JwtJsonDeserializer(JSON))
                .zip()
                .clear()
                .and()
                .clock(() -> Date.from(clock.instant()));
    }
}
