package dev.storelatch.admin;

import dev.storelatch.crypto.JwtJsonDeserializer;
import dev.storelatch.crypto.JwtJsonSerializer;
import dev.storelatch.link.LinkKeys;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.Jwts;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Computes and verifies the tokens of invites: JWTs with Medusa's claims and no expiry. They are stored nowhere, and their
 * key is derived from a secret that is not in the database. The invite's row decides whether one is still valid.
 */
@Component
class InviteTokens {

    private static final String ID = "invite_id";
    private static final String EMAIL = "user_email";

    /** Newest first. */
    private final List<SecretKey> keys;

    InviteTokens(LinkKeys keys) {
        this.keys = keys.newestFirst("INVITE");
    }

    /** The claims of a token that say which invite it is for. */
    record Claims(String inviteId, String userEmail) {}

    /** Returns the token, which is the same until the invite is renewed. */
    String token(Invite invite) {
        return Jwts.builder()
                .json(new JwtJsonSerializer(JsonMapper.shared()))
                .header()
                .add("alg", "HS256")
                .add("typ", "JWT")
                .and()
                .claim(ID, invite.id())
                .claim("role", invite.role() == null ? null : invite.role().id())
                .claim(EMAIL, invite.userEmail())
                .issuedAt(Date.from(invite.expiresAt().minus(Invites.LIFETIME)))
                .signWith(keys.get(0), Jwts.SIG.HS256)
                .compact();
    }

    /** Returns the claims of a token if one of the keys has signed it. */
    Optional<Claims> verify(String token) {
        return keys.stream().flatMap(key -> verify(token, key).stream()).findFirst();
    }

    private static Optional<Claims> verify(String token, SecretKey key) {
        try {
            io.jsonwebtoken.Claims claims = Jwts.parser()
                    .json(new JwtJsonDeserializer(JsonMapper.shared()))
                    .verifyWith(key)
                    .zip()
                    .clear()
                    .and()
                    .sig()
                    .clear()
                    .add(Jwts.SIG.HS256)
                    .and()
                    .build()
                    .parseSignedClaims(token)
                    .getPayload();
            return Optional.of(new Claims(claims.get(ID, String.class), claims.get(EMAIL, String.class)));
        } catch (JwtException | IllegalArgumentException | JacksonException refused) {
            return Optional.empty();
        }
    }
}
