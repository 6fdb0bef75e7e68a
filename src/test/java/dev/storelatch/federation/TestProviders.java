package dev.storelatch.federation;

import dev.storelatch.support.OpenIdProvider;
import java.util.Map;
import java.util.UUID;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** The providers of the tests: one of a library, and one that can answer anything. */
public final class TestProviders implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    public static final String SHOP = "https://shop.example.com";
    public static final String ACCOUNT_PAGE = SHOP + "/account?tab=log-in#top";

    /** Is never stopped, as the server under test is not. */
    public static final MockOAuth2Server LIBRARY = new MockOAuth2Server();

    public static final OpenIdProvider SCRIPTED = new OpenIdProvider("/realms/shop");

    static {
        LIBRARY.start();
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of(
                        "storelatch.public-url=https://api.shop.example.com",
                        "storelatch.federation.store.redirect-origins=" + SHOP,
                        "storelatch.federation.admin.redirect-origins=https://admin.example.com",
                        "storelatch.federation.admin.providers.company.issuer=" + SCRIPTED.issuer(),
                        "storelatch.federation.admin.providers.company.client-id=" + OpenIdProvider.CLIENT_ID,
                        "storelatch.federation.admin.providers.company.client-secret=" + OpenIdProvider.CLIENT_SECRET,
                        "storelatch.federation.store.providers.library.issuer=" + LIBRARY.issuerUrl("shop"),
                        "storelatch.federation.store.providers.library.client-id=library-client",
                        "storelatch.federation.store.providers.library.client-secret=library-client-secret",
                        "storelatch.federation.store.providers.idp.issuer=" + SCRIPTED.issuer(),
                        "storelatch.federation.store.providers.idp.client-id=" + OpenIdProvider.CLIENT_ID,
                        "storelatch.federation.store.providers.idp.client-secret=" + OpenIdProvider.CLIENT_SECRET)
                .applyTo(context);
    }

    /** Returns the claims of a person at a provider whose address it has verified. */
    public static Map<String, Object> person(String subject, String email) {
        return Map.of(
                "sub", subject, "email", email, "email_verified", true, "given_name", "Ada", "family_name", "Lovelace");
    }

    public static String newSubject() {
        return "sub-" + UUID.randomUUID();
    }
}
