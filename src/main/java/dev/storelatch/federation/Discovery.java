package dev.storelatch.federation;

import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Metadata of a provider (OpenID Connect Discovery 1.0 §3).
 *
 * @param issuer the claim {@code iss} of its tokens, in which {@code {tenantid}} stands for any directory of Microsoft
 * @param userInfoEndpoint null if it has none
 * @param tellsIssuer true if its answers have the parameter {@code iss} (RFC 9207)
 * @param prefersPost true if it accepts the client secret in the body only
 */
record Discovery(
        String issuer,
        URI authorizationEndpoint,
        URI tokenEndpoint,
        URI keySet,
        @Nullable URI userInfoEndpoint,
        boolean tellsIssuer,
        boolean prefersPost) {

    static final String TENANT = "{tenantid}";

    private static final String GUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
    private static final Pattern DIRECTORY = Pattern.compile(GUID);

    /** Returns the address of a provider's metadata. */
    static URI location(Provider provider) {
        return URI.create(provider.issuer().replaceFirst("/$", "") + "/.well-known/openid-configuration");
    }

    /**
     * Reads metadata.
     *
     * @throws IllegalArgumentException if they are malformed, or not those of the provider
     */
    static Discovery parse(Provider provider, String json) {
        try {
            ObjectNode document = document(json);
            String issuer = document.path("issuer").stringValue("");
            if (!isExpected(issuer, provider)) {
                throw new IllegalArgumentException("another issuer");
            }
            // That of Microsoft is no address, which the parser requires.
            document.put("issuer", provider.issuer());
            OIDCProviderMetadata metadata = OIDCProviderMetadata.parse(document.toString());
            List<ClientAuthenticationMethod> methods = metadata.getTokenEndpointAuthMethods();
            return new Discovery(
                    issuer,
                    checked(metadata.getAuthorizationEndpointURI(), provider),
                    checked(metadata.getTokenEndpointURI(), provider),
                    checked(metadata.getJWKSetURI(), provider),
                    metadata.getUserInfoEndpointURI() == null
                            ? null
                            : checked(metadata.getUserInfoEndpointURI(), provider),
                    metadata.supportsAuthorizationResponseIssuerParam(),
                    methods != null
                            && methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                            && !methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC));
        } catch (GeneralException malformed) {
            throw new IllegalArgumentException("malformed metadata");
        }
    }

    private static ObjectNode document(String json) {
        try {
            if (JsonMapper.shared().readTree(json) instanceof ObjectNode document) {
                return document;
            }
        } catch (JacksonException malformed) {
            // Its message would repeat parts of the document.
        }
        throw new IllegalArgumentException("malformed metadata");
    }

    /** Returns true if a token's issuer is this provider, in the directory that the token names. */
    boolean isIssuer(@Nullable String claim, @Nullable String tenant) {
        if (!issuer.contains(TENANT)) {
            return issuer.equals(claim);
        }
        return tenant != null
                && DIRECTORY.matcher(tenant).matches()
                && issuer.replace(TENANT, tenant).equals(claim);
    }

    private static boolean isExpected(String issuer, Provider provider) {
        if (issuer.equals(provider.issuer())) {
            return !issuer.contains(TENANT);
        }
        String tenant = provider.settings().tenant();
        if (provider.type() != ProviderType.MICROSOFT || !provider.issuer().contains(tenant)) {
            return false;
        }
        if (issuer.contains(TENANT)) {
            return provider.hasManyTenants() && issuer.replace(TENANT, tenant).equals(provider.issuer());
        }
        // A directory can be named by its domain, while its tokens have its id.
        String[] parts = provider.issuer().split(Pattern.quote(tenant), 2);
        return !provider.hasManyTenants() && issuer.matches(Pattern.quote(parts[0]) + GUID + Pattern.quote(parts[1]));
    }

    private static URI checked(@Nullable URI endpoint, Provider provider) {
        boolean isSecure = endpoint != null && "https".equalsIgnoreCase(endpoint.getScheme());
        boolean isAsInsecure = endpoint != null
                && "http".equalsIgnoreCase(endpoint.getScheme())
                && provider.issuer().startsWith("http://");
        if (endpoint == null || endpoint.getHost() == null || !(isSecure || isAsInsecure)) {
            throw new IllegalArgumentException("an endpoint without https");
        }
        return Objects.requireNonNull(endpoint);
    }
}
