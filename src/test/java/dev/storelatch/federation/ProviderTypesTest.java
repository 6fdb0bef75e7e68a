package dev.storelatch.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import dev.storelatch.support.Api;
import dev.storelatch.support.OpenIdProvider;
import dev.storelatch.support.ProviderBrowser;
import dev.storelatch.support.ServerTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Apple, Microsoft and Google, where they differ from other providers. */
@ServerTest
class ProviderTypesTest {

    private static final String TENANT = "11111111-2222-4333-8444-555555555555";
    private static final OpenIdProvider APPLE = new OpenIdProvider("/apple");
    private static final OpenIdProvider MICROSOFT = new OpenIdProvider("/common/v2.0");
    private static final OpenIdProvider GOOGLE = new OpenIdProvider("/google");
    private static final KeyPair APPLE_KEY = newKey();

    @Autowired
    Api api;

    @DynamicPropertySource
    static void providers(DynamicPropertyRegistry properties) throws IOException {
        String prefix = "storelatch.federation.store.providers.";
        Path key = Files.createTempFile("apple", ".pem");
        Files.writeString(
                key,
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(APPLE_KEY.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        properties.add("storelatch.public-url", () -> "https://api.shop.example.com");
        Map.of("apple", APPLE, "microsoft", MICROSOFT, "google", GOOGLE).forEach((name, provider) -> {
            properties.add(prefix + name + ".issuer", provider::issuer);
            properties.add(prefix + name + ".client-id", () -> OpenIdProvider.CLIENT_ID);
        });
        properties.add(prefix + "apple.team-id", () -> "TEAM123456");
        properties.add(prefix + "apple.key-id", () -> "KEY1234567");
        properties.add(prefix + "apple.key-file", key::toString);
        properties.add(prefix + "microsoft.client-secret", () -> OpenIdProvider.CLIENT_SECRET);
        properties.add(prefix + "google.client-secret", () -> OpenIdProvider.CLIENT_SECRET);
        properties.add(prefix + "google.hosted-domain", () -> "company.example.com");
        MICROSOFT.metadata(document -> {
            Map<String, Object> changed = new HashMap<>(document);
            changed.put("issuer", MICROSOFT.issuer().replace("/common/", "/{tenantid}/"));
            return changed;
        });
    }

    /** The cookie of the session is sent, too, and does not make the form one of a cross-site attack. */
    @Test
    void appleHasTheBrowserPostTheAnswer() {
        String email = Api.newEmail();
        APPLE.person(Map.of("sub", "apple-" + email, "email", email, "email_verified", "true"), Map.of());
        ProviderBrowser browser = new ProviderBrowser(api, "/store/auth/apple");
        browser.setCookie("connect.sid", api.register().cookie());
        Response begun = browser.begin(Map.of());
        String location = begun.header("Location");
        assertThat(OpenIdProvider.parameters(location)).containsEntry("response_mode", "form_post");
        assertThat(begun.headers().getValues("Set-Cookie"))
                .singleElement()
                .asString()
                .startsWith("__Host-storelatch.login=")
                .endsWith("; HttpOnly; Secure; SameSite=None")
                .contains("; Path=/; ")
                .doesNotContain("Domain");

        Map<String, String> answer = new HashMap<>(APPLE.logIn(location));
        answer.put("user", "{\"name\":{\"firstName\":\"Grace\",\"lastName\":\"Hopper\"},\"email\":\"x@y.example\"}");
        browser.post(answer, "https://appleid.apple.com").then().statusCode(200);

        api.cookie(browser.session())
                .get("/store/customers/me")
                .then()
                .body("customer.email", equalTo(email))
                .body("customer.first_name", equalTo("Grace"));
    }

    @Test
    void otherFormsOfAnotherSiteAreStillRefused() {
        ProviderBrowser browser = new ProviderBrowser(api, "/store/auth/google");
        browser.setCookie("connect.sid", api.register().cookie());

        browser.post(Map.of("state", "s", "code", "c"), "https://evil.example.com")
                .then()
                .statusCode(403);
    }

    @Test
    void clientSecretForAppleIsSignedWithTheKeyOfTheTeam() throws Exception {
        String email = Api.newEmail();
        APPLE.person(Map.of("sub", "apple-" + email, "email", email, "email_verified", true), Map.of());
        ProviderBrowser browser = new ProviderBrowser(api, "/store/auth/apple");
        browser.post(APPLE.logIn(browser.location(Map.of())), "https://appleid.apple.com");

        List<Map<String, String>> requests = APPLE.tokenRequests();
        SignedJWT secret = SignedJWT.parse(requests.get(requests.size() - 1).get("client_secret"));
        assertThat(secret.verify(new ECDSAVerifier((ECPublicKey) APPLE_KEY.getPublic())))
                .isTrue();
        assertThat(secret.getHeader().getKeyID()).isEqualTo("KEY1234567");
        assertThat(secret.getJWTClaimsSet().getIssuer()).isEqualTo("TEAM123456");
        assertThat(secret.getJWTClaimsSet().getSubject()).isEqualTo(OpenIdProvider.CLIENT_ID);
        assertThat(secret.getJWTClaimsSet().getAudience()).containsExactly(APPLE.issuer());
    }

    @Test
    void microsoftsIssuerIsThatOfTheDirectoryWhichTheTokenNames() {
        assertThat(microsoft(TENANT, TENANT, Map.of("xms_edov", true)).statusCode())
                .isEqualTo(200);
        assertThat(microsoft(TENANT, TENANT, Map.of("xms_edov", "1")).statusCode())
                .isEqualTo(200);
        assertThat(microsoft(TENANT, TENANT.replace('1', '2'), Map.of("xms_edov", true))
                        .statusCode())
                .isEqualTo(401);
        assertThat(microsoft("{tenantid}", "{tenantid}", Map.of("xms_edov", true))
                        .statusCode())
                .isEqualTo(401);
        assertThat(microsoft("common", "common", Map.of("xms_edov", true)).statusCode())
                .isEqualTo(401);
    }

    @Test
    void microsoftHasNotVerifiedTheAddressUnlessItSaysSo() {
        for (Map<String, Object> claims : List.<Map<String, Object>>of(
                Map.of(), Map.of("email_verified", true), Map.of("xms_edov", false), Map.of("xms_edov", "0"))) {
            assertThat(microsoft(TENANT, TENANT, claims).statusCode())
                    .as(claims.toString())
                    .isEqualTo(400);
        }
    }

    @Test
    void googleAdmitsOneOrganisation() {
        assertThat(google(Map.of("hd", "company.example.com")).statusCode()).isEqualTo(200);
        assertThat(google(Map.of("hd", "other.example.com")).statusCode()).isEqualTo(401);
        assertThat(google(Map.of()).statusCode()).isEqualTo(401);
    }

    private Response google(Map<String, Object> claims) {
        String email = Api.newEmail();
        Map<String, Object> person = new HashMap<>(claims);
        person.putAll(Map.of("sub", email, "email", email, "email_verified", true));
        GOOGLE.person(person, Map.of());
        return new ProviderBrowser(api, "/store/auth/google").logIn(GOOGLE, Map.of());
    }

    private Response microsoft(String issuersTenant, String tenant, Map<String, Object> claims) {
        String email = Api.newEmail();
        Map<String, Object> person = new HashMap<>(claims);
        person.putAll(Map.of(
                "sub", email,
                "email", email,
                "iss", MICROSOFT.issuer().replace("/common/", "/" + issuersTenant + "/"),
                "tid", tenant));
        MICROSOFT.person(person, Map.of());
        return new ProviderBrowser(api, "/store/auth/microsoft").logIn(MICROSOFT, Map.of());
    }

    private static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
