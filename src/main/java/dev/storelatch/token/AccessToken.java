package dev.storelatch.token;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Authentication;
import dev.storelatch.core.Realm;
import dev.storelatch.core.TokenLogin;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Claims of a correctly signed access token.
 *
 * @param epoch token epoch of the account when the token was issued; null in a token that Medusa signed
 * @param family the log-in that the token belongs to, if that can be refreshed
 * @param issuedAt epoch seconds; 0 if the token has no {@code iat}
 * @param expiresAt epoch seconds
 * @param key the key by which the token can be revoked
 * @param methods how the account was authenticated, as values of RFC 8176; by password if the token does not say it
 */
record AccessToken(
        Actor actor,
        @Nullable Integer epoch,
        @Nullable String family,
        long issuedAt,
        long expiresAt,
        String key,
        Set<String> methods) {

    /** The end of the year 9999, after which times have no form in ISO 8601. */
    private static final long LATEST = 253_402_300_799L;

    /**
     * Returns the token if its claims are valid now. JJWT accepts more than Medusa's library does: an expiry that is text,
     * or none. A token with an audience is meant for somebody else, such as a backend (RFC 7519 §4.1.3).
     */
    static Optional<AccessToken> of(JsonNode claims, Realm realm, Instant now, String key) {
        JsonNode subject = claims.path(realm.subjectClaim());
        JsonNode epoch = claims.path("epoch");
        JsonNode family = claims.path("family");
        boolean valid = isValidAt(now, claims)
                && !claims.has("aud")
                && claims.path("domain").isString()
                && realm.id().equals(claims.path("domain").stringValue())
                && isStorable(subject)
                && (epoch.isMissingNode() || (epoch.isIntegralNumber() && epoch.canConvertToInt()))
                && (family.isMissingNode() || isStorable(family));
        return valid
                ? Optional.of(new AccessToken(
                        new Actor(realm, subject.stringValue()),
                        epoch.isMissingNode() ? null : epoch.intValue(),
                        family.stringValue(null),
                        issuedAt(claims),
                        (long) Math.ceil(claims.path("exp").doubleValue()),
                        key,
                        methods(claims.path("amr"))))
                : Optional.empty();
    }

    /** Returns the log-in that the token belongs to, for what is decided about it. */
    TokenLogin login() {
        return new TokenLogin(key, family, instant(issuedAt), instant(expiresAt), methods);
    }

    private static Instant instant(long epochSecond) {
        return Instant.ofEpochSecond(Math.max(0, Math.min(epochSecond, LATEST)));
    }

    private static Set<String> methods(JsonNode claim) {
        return claim.isArray()
                ? claim.valueStream().map(method -> method.asString("")).collect(Collectors.toUnmodifiableSet())
                : Set.of(Authentication.PASSWORD);
    }

    /** Requires a numeric {@code exp}, and checks {@code nbf} if there is one (RFC 7519 §4.1.4, §4.1.5). */
    private static boolean isValidAt(Instant instant, JsonNode claims) {
        long now = instant.getEpochSecond();
        JsonNode notBefore = claims.path("nbf");
        return claims.path("exp").isNumber()
                && claims.path("exp").doubleValue() > now
                && (notBefore.isMissingNode() || (notBefore.isNumber() && notBefore.doubleValue() <= now));
    }

    /** PostgreSQL has no NUL in text: a claim that cannot be stored names nothing that is. */
    private static boolean isStorable(JsonNode claim) {
        return claim.isString() && claim.stringValue().indexOf('\0') < 0;
    }

    /** Returns the claim {@code iat} in epoch seconds; 0 if it is missing. */
    static long issuedAt(JsonNode claims) {
        JsonNode issuedAt = claims.path("iat");
        return issuedAt.isNumber() ? (long) issuedAt.doubleValue() : 0;
    }
}
