package dev.storelatch.token;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Realm;
import dev.storelatch.crypto.JwtJsonSerializer;
import dev.storelatch.crypto.Secret;
import dev.storelatch.crypto.Sha256;
import io.jsonwebtoken.Header;
import io.jsonwebtoken.JwsHeader;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.JwtParserBuilder;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.io.AbstractDeserializer;
import io.jsonwebtoken.security.SignatureException;
import java.io.Reader;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ConcurrentLruCache;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes and reads an actor as a JSON Web Token of Medusa's form, signed with HS256 by a secret or with its own
 * algorithm by a {@link SigningKey}, and nothing else (RFC 8725 §3.1). JJWT signs and verifies; the claims are judged by
 * {@link AccessToken}.
 */
final class JwtCodec {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    /** How many verified tokens are remembered, at one or two kilobytes each. */
    private static final int REMEMBERED = 4_096;

    private final List<SecretKey> secretKeys;
    private final Map<String, SigningKey> keys = new LinkedHashMap<>();
    private final Optional<SigningKey> signingKey;
    private final List<JwtParser> secretParsers;
    private final JwtParser keyParser;
    private final ConcurrentLruCache<String, Verified> remembered =
            new ConcurrentLruCache<>(REMEMBERED, this::verified);
    private final Clock clock;

    /**
     * The first private key signs, without one the first secret; all are accepted.
     *
     * @param secrets newest first
     * @param keys newest first
     */
    JwtCodec(List<Secret> secrets, List<SigningKey> keys, Clock clock) {
        this.clock = clock;
        this.secretKeys = secrets.stream()
                .<SecretKey>map(secret -> new SecretKeySpec(secret.bytes(), "HmacSHA256"))
                .toList();
        keys.forEach(key -> this.keys.putIfAbsent(key.id(), key));
        this.signingKey = keys.stream().filter(key -> key.privateKey() != null).findFirst();
        this.secretParsers = secretKeys.stream()
                .map(key -> parser().verifyWith(key)
                        .sig()
                        .clear()
                        .add(Jwts.SIG.HS256)
                        .and()
                        .build())
                .toList();
        this.keyParser = parser().keyLocator(this::publicKey)
                .sig()
                .clear()
                .add(Jwts.SIG.RS256)
                .add(Jwts.SIG.ES256)
                .add(Jwts.SIG.EdDSA)
                .and()
                .build();
    }

    /**
     * A token whose first four claims stand in Medusa's order.
     *
     * @param id the {@code jti}
     * @param epoch how often the account's tokens have been ended
     * @param family the log-in that it belongs to, if that can be refreshed
     */
    String write(Actor actor, Duration lifetime, String id, int epoch, @Nullable String family) {
        Instant now = clock.instant();
        JwtBuilder token = Jwts.builder()
                .json(new JwtJsonSerializer(JSON))
                .header()
                .add("alg", signingKey.map(key -> key.algorithm().getId()).orElse("HS256"))
                .add("typ", "JWT")
                .add("kid", signingKey.map(SigningKey::id).orElse(null))
                .and()
                .claim(actor.realm().subjectClaim(), actor.id())
                .claim("domain", actor.realm().domain())
                .issuedAt(Date.from(now))
                .expiration(Date.from(now.plus(lifetime)))
                .id(id)
                .claim("epoch", epoch)
                .claim("family", family);
        return signingKey
                .map(key -> token.signWith(key.privateKey(), key.algorithm()))
                .orElseGet(() -> token.signWith(secretKeys.get(0), Jwts.SIG.HS256))
                .compact();
    }

    /** What the token says, if it is well signed, valid now and of this realm. */
    Optional<AccessToken> read(String token, Realm realm) {
        try {
            Verified verified = remembered.get(token);
            return AccessToken.of(verified.claims(), realm, clock.instant(), verified.key());
        } catch (JwtException | IllegalArgumentException | JacksonException refused) {
            return Optional.empty();
        }
    }

    /** The public keys, as others read them (RFC 7517 §5). */
    String publicKeys() {
        return JSON.writeValueAsString(
                Map.of("keys", keys.values().stream().map(SigningKey::publicJwk).toList()));
    }

    /** What a well-signed token says, to be judged anew each time. */
    private record Verified(JsonNode claims, String key) {}

    /**
     * Verifying costs more than all else that a request does with its token, so tokens that were right are remembered, by
     * all their characters.
     */
    private Verified verified(String token) {
        if (!keys.isEmpty()) {
            try {
                return verified(keyParser, token);
            } catch (SignatureException otherAlgorithm) {
                // A secret may have signed it.
            }
        }
        return verifiedBySecret(token);
    }

    private Verified verifiedBySecret(String token) {
        for (JwtParser parser : secretParsers) {
            try {
                return verified(parser, token);
            } catch (SignatureException otherSecret) {
                // One of the others may fit.
            }
        }
        throw new SignatureException("no secret fits");
    }

    private static Verified verified(JwtParser parser, String token) {
        byte[] signature = parser.parseSignedClaims(token).getDigest();
        // A last character may differ and still mean the same bytes; such a token was altered all the same.
        if (!token.endsWith(BASE64URL.encodeToString(signature))) {
            throw new SignatureException("another spelling");
        }
        String signed = token.substring(0, token.lastIndexOf('.'));
        JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(signed.substring(signed.indexOf('.') + 1)));
        // The key leaves the signature out, which some algorithms allow to be written in more than one way.
        return new Verified(claims, Sha256.base64UrlOf(signed));
    }

    /** The named key, which verifies its own algorithm only. */
    private Key publicKey(Header header) {
        SigningKey key = header instanceof JwsHeader signed ? keys.get(signed.getKeyId()) : null;
        if (key == null || !key.algorithm().getId().equals(header.getAlgorithm())) {
            throw new SignatureException("unknown key");
        }
        return key.publicKey();
    }

    private JwtParserBuilder parser() {
        return Jwts.parser().json(new JsonReader()).zip().clear().and().clock(() -> Date.from(clock.instant()));
    }

    private static final class JsonReader extends AbstractDeserializer<Map<String, ?>> {
        @Override
        protected Map<String, ?> doDeserialize(Reader reader) {
            return JSON.readValue(reader, new TypeReference<>() {});
        }
    }
}
