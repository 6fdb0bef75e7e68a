package dev.storelatch.environment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.ServerTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Administrators see the settings, but no secret. */
@ServerTest
class ConfigurationTest {

    private static final String CONFIGURATION = "/admin/configuration";

    @Autowired
    Api api;

    @Autowired
    AdminApi adminApi;

    @Test
    void settingsAreListedWithValuesAndDefaults() {
        Response response = configuration();

        assertThat(response.<Map<String, Object>>path("$").keySet()).containsExactly("settings", "warnings");
        assertThat(setting(response, "storelatch.password.argon2.memory"))
                .containsEntry("value", "1MB")
                .containsEntry("is_default", false)
                .containsEntry("is_masked", false);
        assertThat(setting(response, "storelatch.session.idle-timeout"))
                .containsEntry("value", "10h")
                .containsEntry("is_default", true);
        assertThat(setting(response, "storelatch.cors.admin"))
                .containsEntry("value", "http://localhost:7000, http://localhost:7001");
        assertThat(setting(response, "storelatch.links.invite"))
                .containsEntry("value", "https://admin.example.com/invite?token={token}")
                .containsEntry(
                        "description",
                        "the page that accepts an invite; {token} is replaced by the token, and {email} by the invited"
                                + " address");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "storelatch.pages.language",
                "storelatch.pages.logo",
                "storelatch.pages.messages",
                "storelatch.pages.name",
                "storelatch.pages.shop-url",
                "storelatch.pages.theme",
                "storelatch.pages.url"
            })
    void textsThatEveryVisitorSeesAreShown(String name) {
        assertThat(setting(configuration(), name)).containsEntry("is_masked", false);
    }

    @Test
    void secretsAreMasked() {
        Response response = configuration();

        assertThat(setting(response, "storelatch.token.secrets"))
                .containsEntry("value", "***")
                .containsEntry("is_masked", true);
        assertThat(setting(response, "storelatch.webhook.secrets")).containsEntry("value", null);
        assertThat(response.asString())
                .doesNotContain(ServerTest.JWT_SECRET)
                .doesNotContain(ServerTest.COOKIE_SECRET)
                .doesNotContain(ServerTest.VISITOR_SECRET);
    }

    @Test
    void warningsOfTheStartAreListed() {
        assertThat(configuration().<List<String>>path("warnings"))
                .anySatisfy(warning -> assertThat(warning).contains("local-origins-only"));
    }

    @Test
    void settingsThatAreShownExistAndHoldNoSecret() {
        assertThat(SettingMetadata.read()).extracting(SettingMetadata::name).containsAll(ShownSettings.SHOWN_TEXTS);
        assertThat(SettingMetadata.read())
                .filteredOn(setting -> setting.type().matches(".*(Secret|SigningKey|URI).*")
                        || setting.name().matches(".*[.-](keys?|secrets?|passwords?|tokens?)"))
                .isNotEmpty()
                .noneMatch(setting -> ShownSettings.SHOWN_TEXTS.contains(setting.name())
                        || ShownSettings.HARMLESS_TYPES.contains(setting.type()));
    }

    @ParameterizedTest
    @CsvSource({
        "https://user:secret@shop.example.com/x, https://***@shop.example.com/x",
        "https://token@shop.example.com, https://***@shop.example.com",
        "https://shop.example.com/?key=secret&token={token}, https://shop.example.com/?key=***&token={token}",
        "https://shop.example.com/#token={token}&email={email}, https://shop.example.com/#token={token}&email={email}",
        "https://shop.example.com/?key={secret, https://shop.example.com/?key=***",
        "https://shop.example.com, https://shop.example.com",
        "My Shop <service@shop.example.com>, My Shop <service@shop.example.com>"
    })
    void credentialsInAUrlAreMasked(String text, String shown) {
        assertThat(ShownSettings.withoutCredentials(text)).isEqualTo(shown);
    }

    @Test
    void membersAreRefused() {
        api.bearer(adminApi.token(adminApi.add("member")))
                .get(CONFIGURATION)
                .then()
                .statusCode(403);
    }

    private Response configuration() {
        Response response = api.bearer(adminApi.token(adminApi.add())).get(CONFIGURATION);
        assertThat(response.statusCode()).isEqualTo(200);
        return response;
    }

    private static Map<String, Object> setting(Response response, String name) {
        return response.<Map<String, Object>>path("settings.find { it.name == '%s' }".formatted(name));
    }
}
