package dev.storelatch.token;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Realm;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a well-signed token says.
 *
 * @param epoch how often the account's tokens had been ended when this one was issued; none in a token of Medusa's
 * @param family the log-in that it belongs to, if that can be refreshed
 * @param issuedAt in seconds since 1970; 0 if the token does not say
 * @param expiresAt in seconds since 1970
 * @param key by which the token is known once it has been ended
 */
record AccessToken(
        Actor actor, @Nullable Integer epoch, @Nullable String family, long issuedAt, long expiresAt, String key) {

    /** Judges the claims, since JJWT takes more than Medusa's library does: an expiry that is text, or none. */
    static Optional<AccessToken> of(JsonNode claims, Realm realm, Instant now, String key) {
        JsonNode subject = claims.path(realm.subjectClaim());
        JsonNode epoch = claims.path("epoch");
        JsonNode family = claims.path("family");
        boolean valid = isValidAt(now, claims)
                && claims.path("domain").isString()
                && realm.domain().equals(claims.path("domain").stringValue())
                && subject.isString()
                && (epoch.isMissingNode() || (epoch.isIntegralNumber() && epoch.canConvertToInt()))
                && (family.isMissingNode() || family.isString());
        return valid
                ? Optional.of(new AccessToken(
                        new Actor(realm, subject.stringValue()),
                        epoch.isMissingNode() ? null : epoch.intValue(),
                        family.stringValue(null),
                        issuedAt(claims),
                        (long) Math.ceil(claims.path("exp").doubleValue()),
                        key))
                : Optional.empty();
    }

    /** RFC 7519 §4.1.4 and §4.1.5: numbers of seconds, and an expiry there must be. */
    private static boolean isValidAt(Instant instant, JsonNode claims) {
        long now = instant.getEpochSecond();
        JsonNode notBefore = claims.path("nbf");
        return claims.path("exp").isNumber()
                && claims.path("exp").doubleValue() > now
                && (notBefore.isMissingNode() || (notBefore.isNumber() && notBefore.doubleValue() <= now));
    }

    private static long issuedAt(JsonNode claims) {
        JsonNode issuedAt = claims.path("iat");
        return issuedAt.isNumber() ? (long) issuedAt.doubleValue() : 0;
    }
}
