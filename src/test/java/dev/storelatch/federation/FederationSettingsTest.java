package dev.storelatch.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.storelatch.core.Realm;
import dev.storelatch.core.StartupException;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.NestedExceptionUtils;

/** Settings that could not work, or open accounts to strangers, prevent the start and are named. */
class FederationSettingsTest {

    private static final String URL = "https://api.shop.example.com";

    @ParameterizedTest
    @CsvSource({
        "store.providers.x.client-id=c, store.providers.x.issuer",
        "store.providers.x.client-id=c store.providers.x.issuer=http://idp.example.com, store.providers.x.issuer",
        "store.providers.x.client-id=c store.providers.x.issuer=https://idp.example.com?a=b, store.providers.x.issuer",
        "store.providers.token.client-id=c store.providers.token.issuer=https://idp.example.com, store.providers.token",
        "admin.providers.identities.client-id=c, admin.providers.identities",
        "store.providers.apple.client-id=c, store.providers.apple",
        "store.providers.microsoft.client-id=c store.providers.microsoft.trust-email=true, trust-email",
        "store.success-redirect=https://other.example.com/, store.success-redirect",
        "store.failure-redirect=/page, store.failure-redirect",
        "store.redirect-origins=*, redirect-origins"
    })
    void mistakeIsNamed(String settings, String named) {
        assertThatThrownBy(() -> providers(settings, URL))
                .extracting(failure -> NestedExceptionUtils.getMostSpecificCause(failure))
                .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
                .isInstanceOf(StartupException.class)
                .hasMessageContaining(named);
    }

    @Test
    void publicAddressIsRequired() {
        assertThatThrownBy(() -> providers("store.providers.google.client-id=c", ""))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("storelatch.public-url");
    }

    @Test
    void providerWithoutAClientIsIgnored() {
        assertThat(providers("store.providers.google.client-secret=s", "").ofRealm(Realm.STORE))
                .isEmpty();
    }

    @Test
    void knownProvidersNeedNoIssuer() {
        Providers providers = providers(
                "store.providers.google.client-id=c store.providers.microsoft.client-id=c"
                        + " store.providers.microsoft.tenant=contoso.example.com",
                URL);

        assertThat(providers.ofRealm(Realm.STORE))
                .extracting(Provider::issuer)
                .containsExactlyInAnyOrder(
                        "https://accounts.google.com", "https://login.microsoftonline.com/contoso.example.com/v2.0");
        assertThat(providers.find(Realm.STORE, "Google").orElseThrow().callback())
                .isEqualTo(URL + "/store/auth/google/cb");
        assertThat(providers.find(Realm.ADMIN, "google")).isEmpty();
    }

    private static Providers providers(String settings, String publicUrl) {
        Map<String, String> properties = new HashMap<>();
        for (String setting : settings.split(" ", -1)) {
            String[] parts = setting.split("=", 2);
            properties.put("storelatch.federation." + parts[0], parts[1]);
        }
        FederationSettings bound = new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("storelatch.federation", FederationSettings.class);
        return new Providers(bound, publicUrl);
    }
}
