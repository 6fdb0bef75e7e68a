package dev.storelatch.token;

import dev.storelatch.core.Actor;
import dev.storelatch.crypto.JwtJsonSerializer;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import java.util.function.UnaryOperator;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Signs tokens of Medusa's form (RFC 7519) with one key: a secret by HS256, or a private key by its own algorithm. */
public final class JwtSigner {

    private final String algorithm;
    private final @Nullable String keyId;
    private final UnaryOperator<JwtBuilder> signing;

    private JwtSigner(String algorithm, @Nullable String keyId, UnaryOperator<JwtBuilder> signing) {
        this.algorithm = algorithm;
        this.keyId = keyId;
        this.signing = signing;
    }

    /** Returns a signer with a secret, whose tokens have no {@code kid}. */
    public static JwtSigner of(SecretKey secret) {
        return new JwtSigner("HS256", null, token -> token.signWith(secret, Jwts.SIG.HS256));
    }

    /**
     * Returns a signer with a key pair, whose tokens have its id as {@code kid}.
     *
     * @param keyPair has a private key
     */
    public static JwtSigner of(SigningKey keyPair) {
        PrivateKey key = Objects.requireNonNull(keyPair.privateKey());
        return new JwtSigner(
                keyPair.algorithm().getId(), keyPair.id(), token -> token.signWith(key, keyPair.algorithm()));
    }

    /** Returns a signed token that begins with Medusa's four claims, in Medusa's order; more claims can be added to it. */
    public JwtBuilder token(Actor actor, Instant now, Duration lifetime) {
        return signing.apply(Jwts.builder()
                .json(new JwtJsonSerializer(JsonMapper.shared()))
                .header()
                .add("alg", algorithm)
                .add("typ", "JWT")
                .add("kid", keyId)
                .and()
                .claim(actor.realm().subjectClaim(), actor.id())
                .claim("domain", actor.realm().id())
                .issuedAt(Date.from(now))
                .expiration(Date.from(now.plus(lifetime))));
    }
}
