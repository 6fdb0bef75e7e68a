package dev.storelatch.token;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Realm;
import dev.storelatch.core.Secret;
import dev.storelatch.core.Sha256;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.io.AbstractDeserializer;
import io.jsonwebtoken.io.AbstractSerializer;
import java.io.OutputStream;
import java.io.Reader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes and reads an actor as a JSON Web Token of Medusa's form, signed with HS256 and nothing else (RFC 8725 §3.1).
 * JJWT signs and verifies; the claims are judged by {@link AccessToken}.
 */
final class JwtCodec {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final SecretKey signingKey;
    private final List<JwtParser> parsers;
    private final Clock clock;

    /** @param secrets newest first: the first signs, all are accepted */
    JwtCodec(List<Secret> secrets, Clock clock) {
        List<SecretKey> keys = secrets.stream()
                .<SecretKey>map(secret -> new SecretKeySpec(secret.bytes(), "HmacSHA256"))
                .toList();
        this.signingKey = keys.get(0);
        this.parsers = keys.stream().map(key -> parser(key, clock)).toList();
        this.clock = clock;
    }

    /**
     * A token whose first four claims stand in Medusa's order.
     *
     * @param id the {@code jti}
     * @param epoch how often the account's tokens have been ended
     */
    String write(Actor actor, Duration lifetime, String id, int epoch) {
        Instant now = clock.instant();
        return Jwts.builder()
                .json(new JsonWriter())
                .header()
                .add("alg", "HS256")
                .add("typ", "JWT")
                .and()
                .claim(actor.realm().subjectClaim(), actor.id())
                .claim("domain", actor.realm().domain())
                .issuedAt(Date.from(now))
                .expiration(Date.from(now.plus(lifetime)))
                .id(id)
                .claim("epoch", epoch)
                .signWith(signingKey, Jwts.SIG.HS256)
                .compact();
    }

    /** What the token says, if it is well signed, valid now and of this realm. */
    Optional<AccessToken> read(String token, Realm realm) {
        if (parsers.stream().noneMatch(parser -> isWellSigned(parser, token))) {
            return Optional.empty();
        }
        String signed = token.substring(0, token.lastIndexOf('.'));
        JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(signed.substring(signed.indexOf('.') + 1)));
        // The key leaves the signature out, which some algorithms allow to be written in more than one way.
        return AccessToken.of(claims, realm, clock.instant(), Sha256.base64UrlOf(signed));
    }

    private static JwtParser parser(SecretKey key, Clock clock) {
        return Jwts.parser()
                .json(new JsonReader())
                .verifyWith(key)
                .sig()
                .clear()
                .add(Jwts.SIG.HS256)
                .and()
                .zip()
                .clear()
                .and()
                .clock(() -> Date.from(clock.instant()))
                .build();
    }

    private static boolean isWellSigned(JwtParser parser, String token) {
        try {
            byte[] signature = parser.parseSignedClaims(token).getDigest();
            // A last character may differ and still mean the same bytes; such a token was altered all the same.
            return token.endsWith(BASE64URL.encodeToString(signature));
        } catch (JwtException | IllegalArgumentException | JacksonException refused) {
            return false;
        }
    }

    private static final class JsonReader extends AbstractDeserializer<Map<String, ?>> {
        @Override
        protected Map<String, ?> doDeserialize(Reader reader) {
            return JSON.readValue(reader, new TypeReference<>() {});
        }
    }

    static final class JsonWriter extends AbstractSerializer<Map<String, ?>> {
        @Override
        protected void doSerialize(Map<String, ?> json, OutputStream out) {
            JSON.writeValue(out, json);
        }
    }
}
