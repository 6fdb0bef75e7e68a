package dev.storelatch.federation;

import dev.storelatch.core.EmailAddress;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An account at a provider, as a verified ID token tells it. Issuer and subject identify it; the address does not.
 *
 * @param email null if the provider has told none that can be an address
 * @param emailVerified true if the provider has verified it
 */
record ProviderIdentity(
        String issuer,
        String subject,
        @Nullable EmailAddress email,
        boolean emailVerified,
        @Nullable String firstName,
        @Nullable String lastName) {

    /** Longest subject (OpenID Connect Core 1.0 §2), and more than any issuer has. */
    private static final int MAX_LENGTH = 255;

    private static final int MAX_NAME_LENGTH = 100;
    private static final int MAX_EMAIL_LENGTH = 254;

    /**
     * Reads claims.
     *
     * @param claims those of the ID token, or of the UserInfo endpoint
     * @throws LoginError.FailedLoginException if issuer or subject are too long
     */
    static ProviderIdentity of(Provider provider, String issuer, String subject, Map<String, Object> claims) {
        if (subject.isEmpty()
                || subject.length() > MAX_LENGTH
                || issuer.length() > MAX_LENGTH
                || hasControls(subject)) {
            throw LoginError.INVALID_RESPONSE.exception();
        }
        EmailAddress email = Optional.ofNullable(text(claims, "email", MAX_EMAIL_LENGTH))
                .filter(EmailAddress::isValid)
                .map(EmailAddress::new)
                .orElse(null);
        return new ProviderIdentity(
                issuer,
                subject,
                email,
                email != null && isVerified(provider, claims),
                text(claims, "given_name", MAX_NAME_LENGTH),
                text(claims, "family_name", MAX_NAME_LENGTH));
    }

    /** Returns the same account with names that the token did not have. */
    ProviderIdentity named(Map<String, Object> claims) {
        return new ProviderIdentity(
                issuer,
                subject,
                email,
                emailVerified,
                firstName == null ? text(claims, "firstName", MAX_NAME_LENGTH) : firstName,
                lastName == null ? text(claims, "lastName", MAX_NAME_LENGTH) : lastName);
    }

    /** Apple sends text for a boolean. Of Microsoft's claims, only {@code xms_edov} tells that the domain's owner was checked. */
    private static boolean isVerified(Provider provider, Map<String, Object> claims) {
        String claim = provider.type() == ProviderType.MICROSOFT ? "xms_edov" : "email_verified";
        Object value = claims.get(claim);
        return provider.settings().trustEmail()
                || Boolean.TRUE.equals(value)
                || "true".equals(value)
                || (provider.type() == ProviderType.MICROSOFT && ("1".equals(value) || isOne(value)));
    }

    private static boolean isOne(@Nullable Object value) {
        return value instanceof Number number && number.intValue() == 1;
    }

    private static @Nullable String text(Map<String, Object> claims, String name, int maxLength) {
        return claims.get(name) instanceof String text
                        && !text.isBlank()
                        && text.length() <= maxLength
                        && !hasControls(text)
                ? text
                : null;
    }

    private static boolean hasControls(String text) {
        return text.codePoints()
                .anyMatch(point -> Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE);
    }

    @Override
    public String toString() {
        return "ProviderIdentity[redacted]";
    }
}
