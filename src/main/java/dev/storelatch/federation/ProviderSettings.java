package dev.storelatch.federation;

import dev.storelatch.admin.Role;
import dev.storelatch.crypto.Secret;
import dev.storelatch.token.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of one provider.
 *
 * @param type rules of a known provider; without it, those of the provider's name, or else {@code oidc}
 * @param displayName what people know the provider by; without it, the name of its type, or else its name in the settings
 * @param issuer identifier of the provider, below which its metadata are found; known for Google, Apple and Microsoft
 * @param clientId id by which the provider knows this server
 * @param clientSecret secret for it; Apple has a key instead
 * @param scopes what is asked for; without it, what the provider's type has
 * @param registration true to create an account for somebody who has none; without it, true for customers only
 * @param trustEmail true to take addresses for verified although the provider does not say so, as in a directory of one's own
 * @param role role of users that are created
 * @param hostedDomain Google's: domain of the organisation to which an account must belong
 * @param tenant Microsoft's: id or domain of a directory, or {@code common}, {@code organizations} or {@code consumers}
 * @param teamId Apple's: id of the team
 * @param keyId Apple's: id of the key
 * @param keyFile Apple's: PEM file of the private key
 * @param insecureHttp true to accept a provider without https, for tests
 */
record ProviderSettings(
        @Nullable ProviderType type,
        @Nullable String displayName,
        @Nullable String issuer,
        @DefaultValue("") String clientId,
        @Nullable Secret clientSecret,
        @DefaultValue List<String> scopes,
        @Nullable Boolean registration,
        @DefaultValue("false") boolean trustEmail,
        @DefaultValue("member") Role role,
        @Nullable String hostedDomain,
        @DefaultValue("common") String tenant,
        @Nullable String teamId,
        @Nullable String keyId,
        @Nullable SigningKey keyFile,
        @DefaultValue("false") boolean insecureHttp) {

    /** Returns the type that is set, or that the name tells. */
    ProviderType typeOf(String name) {
        if (type != null) {
            return type;
        }
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "google" -> ProviderType.GOOGLE;
            case "apple" -> ProviderType.APPLE;
            case "microsoft" -> ProviderType.MICROSOFT;
            default -> ProviderType.OIDC;
        };
    }

    /** Returns the client secret; empty if there is none. */
    String secret() {
        return clientSecret == null ? "" : new String(clientSecret.bytes(), StandardCharsets.UTF_8);
    }

    /** The secret prints redacted. */
    @Override
    public String toString() {
        return "ProviderSettings[" + clientId + "]";
    }
}
