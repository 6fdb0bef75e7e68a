package dev.storelatch.federation;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Client of one provider, with its metadata: exchanges codes, and verifies ID tokens (OpenID Connect Core 1.0 §3.1.3). */
final class OpenIdClient {

    private final Provider provider;
    private final Discovery discovery;
    private final ClientRegistration registration;
    private final JwtDecoder decoder;
    private final RestClientAuthorizationCodeTokenResponseClient tokens;
    private final ProviderHttp http;

    private OpenIdClient(Provider provider, Discovery discovery, ProviderHttp http, Clock clock) {
        this.provider = provider;
        this.discovery = discovery;
        this.registration = registration(provider, discovery);
        this.decoder = IdTokens.decoder(registration, discovery, http, clock);
        this.http = http;
        this.tokens = new RestClientAuthorizationCodeTokenResponseClient();
        tokens.setRestClient(http.tokenClient());
        if (provider.type() == ProviderType.APPLE) {
            tokens.setParametersCustomizer(
                    parameters -> parameters.set("client_secret", AppleSecret.of(provider, clock)));
        }
    }

    /**
     * Reads the metadata of a provider.
     *
     * @throws RuntimeException if the provider does not answer, or its metadata are malformed
     */
    static OpenIdClient discover(Provider provider, ProviderHttp http, Clock clock) {
        String json = http.get(Discovery.location(provider), null);
        return new OpenIdClient(provider, Discovery.parse(provider, json), http, clock);
    }

    Discovery discovery() {
        return discovery;
    }

    /**
     * Exchanges a code for an ID token, and verifies that.
     *
     * @param secrets those of the request to which the code is the answer
     * @throws LoginError.FailedLoginException if the provider refuses or does not answer, or its answer is not valid
     */
    ProviderIdentity exchange(String code, RequestSecrets secrets) {
        OAuth2AccessTokenResponse response = redeem(code, secrets);
        Jwt token = verify(response.getAdditionalParameters().get("id_token"), secrets);
        String issuer = token.getClaimAsString("iss");
        String subject = token.getSubject();
        if (issuer == null || subject == null) {
            throw LoginError.INVALID_RESPONSE.exception();
        }
        Map<String, Object> claims = token.getClaims();
        URI userInfo = discovery.userInfoEndpoint();
        if (claims.get("email") == null && userInfo != null) {
            claims = userInfo(userInfo, response.getAccessToken().getTokenValue(), subject);
        }
        return ProviderIdentity.of(provider, issuer, subject, claims);
    }

    private OAuth2AccessTokenResponse redeem(String code, RequestSecrets secrets) {
        OAuth2AuthorizationRequest request = OAuth2AuthorizationRequest.authorizationCode()
                .clientId(registration.getClientId())
                .authorizationUri(discovery.authorizationEndpoint().toString())
                .redirectUri(provider.callback())
                .attributes(attributes -> attributes.put(PkceParameterNames.CODE_VERIFIER, secrets.codeVerifier()))
                .build();
        OAuth2AuthorizationResponse answer = OAuth2AuthorizationResponse.success(code)
                .redirectUri(provider.callback())
                .build();
        try {
            return tokens.getTokenResponse(new OAuth2AuthorizationCodeGrantRequest(
                    registration, new OAuth2AuthorizationExchange(request, answer)));
        } catch (OAuth2AuthorizationException failed) {
            // Spring wraps what the client throws, in an error of its own.
            throw (failed.getCause() instanceof RestClientException
                            ? LoginError.PROVIDER_UNAVAILABLE
                            : LoginError.PROVIDER_ERROR)
                    .exception();
        } catch (IllegalArgumentException malformed) {
            throw LoginError.INVALID_RESPONSE.exception();
        }
    }

    private Jwt verify(@Nullable Object token, RequestSecrets secrets) {
        if (!(token instanceof String text)) {
            throw LoginError.INVALID_RESPONSE.exception();
        }
        try {
            Jwt jwt = decoder.decode(text);
            if (!isExpected(jwt, secrets)) {
                throw LoginError.INVALID_RESPONSE.exception();
            }
            return jwt;
        } catch (BadJwtException | IllegalArgumentException invalid) {
            throw LoginError.INVALID_RESPONSE.exception();
        } catch (JwtException withoutKeys) {
            throw LoginError.PROVIDER_UNAVAILABLE.exception();
        }
    }

    private boolean isExpected(Jwt jwt, RequestSecrets secrets) {
        Object nonce = jwt.getClaims().get("nonce");
        boolean isAnswer = nonce instanceof String text
                && MessageDigest.isEqual(
                        text.getBytes(StandardCharsets.UTF_8), secrets.nonce().getBytes(StandardCharsets.UTF_8));
        String domain = provider.settings().hostedDomain();
        return isAnswer
                && (domain == null
                        || domain.isEmpty()
                        || domain.equals(jwt.getClaims().get("hd")));
    }

    /** OpenID Connect Core 1.0 §5.3.2: its subject must be that of the ID token. */
    private Map<String, Object> userInfo(URI endpoint, String accessToken, String subject) {
        try {
            Map<String, Object> claims =
                    JsonMapper.shared().readValue(http.get(endpoint, accessToken), new TypeReference<>() {});
            if (!subject.equals(claims.get("sub"))) {
                throw LoginError.INVALID_RESPONSE.exception();
            }
            return claims;
        } catch (RestClientException failed) {
            throw LoginError.PROVIDER_UNAVAILABLE.exception();
        } catch (JacksonException malformed) {
            throw LoginError.INVALID_RESPONSE.exception();
        }
    }

    private static ClientRegistration registration(Provider provider, Discovery discovery) {
        boolean isApple = provider.type() == ProviderType.APPLE;
        String secret = provider.settings().secret();
        ClientRegistration.Builder builder = ClientRegistration.withRegistrationId(provider.name())
                .clientId(provider.settings().clientId())
                .clientSecret(isApple ? "computed" : secret)
                .clientAuthenticationMethod(method(isApple, secret.isEmpty(), discovery))
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri(provider.callback())
                .scope(provider.scopes())
                .authorizationUri(discovery.authorizationEndpoint().toString())
                .tokenUri(discovery.tokenEndpoint().toString());
        return builder.build();
    }

    private static ClientAuthenticationMethod method(boolean isApple, boolean isPublic, Discovery discovery) {
        if (isApple) {
            return ClientAuthenticationMethod.CLIENT_SECRET_POST;
        }
        if (isPublic) {
            return ClientAuthenticationMethod.NONE;
        }
        return discovery.prefersPost()
                ? ClientAuthenticationMethod.CLIENT_SECRET_POST
                : ClientAuthenticationMethod.CLIENT_SECRET_BASIC;
    }
}
