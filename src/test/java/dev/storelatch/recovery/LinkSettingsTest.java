package dev.storelatch.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.storelatch.core.Realm;
import dev.storelatch.core.StartupException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class LinkSettingsTest {

    @Test
    void theNamesAndDefaultsAreTheDocumentedOnes() {
        assertThat(bind(Map.of())).isEqualTo(new LinkSettings(null, null, null, null, null, false));
        assertThat(bind(Map.of(
                        "storelatch.links.password-reset", "https://a.example/#{token}",
                        "storelatch.links.admin-password-reset", "https://b.example/#{token}",
                        "storelatch.links.order-claim", "https://c.example/#{token}",
                        "storelatch.links.email-confirmation", "https://d.example/#{token}",
                        "storelatch.links.email-undo", "https://e.example/#{token}",
                        "storelatch.links.token-in-events", "true")))
                .isEqualTo(new LinkSettings(
                        "https://a.example/#{token}",
                        "https://b.example/#{token}",
                        "https://c.example/#{token}",
                        "https://d.example/#{token}",
                        "https://e.example/#{token}",
                        true));
    }

    @Test
    void anUnsafePageOfAnySettingIsRefused() {
        String page = "http://shop.example.com/{token}";

        assertThatThrownBy(() -> new LinkSettings(page, null, null, null, null, false))
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith("storelatch.links.password-reset is not");
        assertThatThrownBy(() -> new LinkSettings(null, page, null, null, null, false))
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith("storelatch.links.admin-password-reset is not");
        assertThatThrownBy(() -> new LinkSettings(null, null, page, null, null, false))
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith("storelatch.links.order-claim is not");
        assertThatThrownBy(() -> new LinkSettings(null, null, null, page, null, false))
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith("storelatch.links.email-confirmation is not");
        assertThatThrownBy(() -> new LinkSettings(null, null, null, null, page, false))
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith("storelatch.links.email-undo is not");
    }

    @ParameterizedTest
    @NullAndEmptySource
    void withoutAPageThereIsNoLink(String page) {
        LinkSettings settings = new LinkSettings(page, page, page, page, page, false);

        assertThat(settings.passwordReset(Realm.STORE, "T", "E")).isEmpty();
        assertThat(settings.passwordReset(Realm.ADMIN, "T", "E")).isEmpty();
        assertThat(settings.orderClaim("T")).isEmpty();
        assertThat(settings.emailConfirmation("T")).isEmpty();
        assertThat(settings.emailUndo("T")).isEmpty();
    }

    @Test
    void eachRealmHasItsPage() {
        LinkSettings settings = new LinkSettings(
                "https://shop.example/#{token}", "https://admin.example/#{token}", null, null, null, false);

        assertThat(settings.passwordReset(Realm.STORE, "T", "E")).contains("https://shop.example/#T");
        assertThat(settings.passwordReset(Realm.ADMIN, "T", "E")).contains("https://admin.example/#T");
    }

    private static LinkSettings bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("storelatch.links", LinkSettings.class);
    }
}
