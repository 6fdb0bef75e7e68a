package dev.storelatch.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.storelatch.core.StartupException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries of {@code STORE_CORS} and {@code ADMIN_CORS}. */
class AllowedOriginsTest {

    /** An entry, an origin that it allows and one that it does not. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "https://shop.com, https://shop.com, http://shop.com",
                "https://shop.com/, https://shop.com, https://shop.com/",
                "HTTPS://Shop.com:443, https://shop.com, https://shop.com:443",
                "http://localhost:8000, http://localhost:8000, http://localhost:8001",
                "capacitor://localhost, capacitor://localhost, https://localhost",
                "/^https:\\/\\/shop\\.com$/, https://shop.com, https://shop.com.evil.example",
                "/^https://shop\\.com$/, https://shop.com, https://shopxcom",
                "/^HTTPS:\\/\\/shop\\.com$/i, https://shop.com, https://www.shop.com",
                "/^https:\\/\\/shop\\.com$/gmsuy, https://shop.com, HTTPS://shop.com",
                "@^https://shop\\.com$@, https://shop.com, http://shop.com",
                "/^https:\\/\\/(.+\\.)?shop\\.com$/, https://a.b.shop.com, https://evilshop.com",
                "/^https:\\/\\/.*\\.shop\\.com$/, https://www.shop.com, https://shop.com",
                "/^https:\\/\\/[a-z0-9-]+\\.shop\\.co\\.uk$/, https://www.shop.co.uk, https://evilshop.co.uk",
                "/^https:\\/\\/(www|m)\\.shop\\.(com|de)$/, https://m.shop.de, https://evil.shop.de",
                "/^(?:https:\\/\\/a\\.com|https:\\/\\/b\\.com)$/, https://b.com, https://a.com.evil.example",
                "/^https:\\/\\/shop-.*-team\\.vercel\\.app$/, https://shop-1-team.vercel.app, https://evil.vercel.app",
                "/^http:\\/\\/localhost:\\d+$/, http://localhost:3000, http://localhost:x",
                "/^https:\\/\\/shop\\.com(:\\d+)?$/, https://shop.com:8443, https://shop.com:evil.example"
            })
    void anEntryAllowsItsOriginsOnly(String entry, String allowed, String other) {
        AllowedOrigins origins = AllowedOrigins.of(List.of(entry), "STORE_CORS");

        assertThat(origins.allow(allowed)).isTrue();
        assertThat(origins.allow(other)).isFalse();
        assertThat(origins.allow(null)).isFalse();
        assertThat(origins.allow("null")).isFalse();
    }

    /** A refused entry and its corrected form, which is accepted. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "shop.com, https://shop.com",
                "shop.com/, https://shop.com",
                "localhost:8000, http://localhost:8000",
                "https://shop.com/en, https://shop.com",
                "https://shop.com:8443/?a=b#c, https://shop.com:8443",
                "https://user@shop.com, https://shop.com",
                "https://*.shop.com, /^https:\\/\\/(.+\\.)shop\\.com$/",
                "*.shop.com, /^https:\\/\\/(.+\\.)shop\\.com$/",
                "/https://shop.com/, https://shop.com",
                "'https://shop.com', https://shop.com",
                "/^https:\\/\\/shop.com$/, https://shop.com",
                "/shop.com/, /^https:\\/\\/(.+\\.)?shop\\.com$/",
                "/shop\\.com$/, /^https:\\/\\/(.+\\.)?shop\\.com$/",
                "/\\.shop\\.com$/, /^https:\\/\\/(.+\\.)?shop\\.com$/",
                "/^.*\\.shop\\.com$/i, /^https:\\/\\/(.+\\.)?shop\\.com$/i",
                "/shop\\.com|shop\\.de/, /^https:\\/\\/(.+\\.)?(?:shop\\.com|shop\\.de)$/",
                "/https:\\/\\/(www\\.)?shop\\.com/, /^https:\\/\\/(www\\.)?shop\\.com$/",
                "/^https:\\/\\/(www.)?shop.com$/, /^https:\\/\\/(www\\.)?shop\\.com$/",
                "/^https:\\/\\/.*shop\\.com$/, /^https:\\/\\/(.+\\.)?shop\\.com$/",
                "/^https:\\/\\/a\\.com|https:\\/\\/b\\.com$/, /^(?:https:\\/\\/a\\.com|https:\\/\\/b\\.com)$/",
                "/.+:\\/\\/shop\\.com$/, /^https:\\/\\/shop\\.com$/"
            })
    void aRefusalHasTheCorrectedForm(String entry, String corrected) {
        assertThat(refusal(entry).action()).startsWith("Write it as " + corrected + ".");
        assertThat(AllowedOrigins.of(List.of(corrected), "STORE_CORS").allow("null"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.*/",
                "/^https:\\/\\/.*$/",
                "/^https?:\\/\\/[^\\/]+$/",
                "/^https:\\/\\/.*\\.com$/",
                "/^https:\\/\\/.+\\.de$/",
                "/^https:\\/\\/.*\\.vercel\\.app$/",
                "/vercel.app$/",
                "/^https:\\/\\/[a-z-]+shop\\.com$/",
                "/^https:\\/\\/[a-z.-]*shop\\.co\\.uk$/",
                "/^https:\\/\\/.*\\.?shop\\.com$/",
                "/^https:\\/\\/[^.]*(www\\.)?shop\\.com$/",
                "/^https:\\/\\/shop\\.com.*$/",
                "/^https:\\/\\/shop\\.com\\S*$/",
                "/^https:\\/\\/shop\\.(com|.*)$/",
                "/^https:\\/\\/shop\\.[a-z]+$/",
                "/^http:\\/\\/localhost.*$/",
                "/^https:\\/\\/shop-team.*$/"
            })
    void anExpressionThatAllowsStrangersIsRefusedWithOneOfThem(String entry) {
        assertThat(refusal(entry))
                .hasMessageMatching(
                        ".* that allows the origins of strangers, such as https?://[a-z.-]*stranger[a-z.:0-9-]*: /.*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/^https:\\/\\/(shop\\.com$/", "/[/", "/a{2/"})
    void aMalformedExpressionIsRefused(String entry) {
        assertThat(refusal(entry)).hasMessageContaining("that is malformed: " + entry);
    }

    @Test
    void entriesThatEverySiteCouldUseAreRefused() {
        assertThat(refusal("*").action()).startsWith("Every site could then use the log-ins of your customers.");
        assertThat(refusal("null").action()).startsWith("Every site can have it, in a sandboxed frame.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "file:///shop.html", "https://", "https://shop com", "/^https:\\/\\/a"})
    void whatIsNoOriginIsRefused(String entry) {
        assertThat(refusal(entry)).hasMessage("STORE_CORS has an entry that is not an origin: " + entry);
    }

    @Test
    void longHeadersAreNotComparedWithExpressions() {
        AllowedOrigins origins = AllowedOrigins.of(List.of("/^https:\\/\\/(.+\\.)?shop\\.com$/"), "STORE_CORS");

        assertThat(origins.allow("https://" + "a".repeat(200) + ".shop.com")).isTrue();
        assertThat(origins.allow("https://" + "a".repeat(16_000) + ".shop.com")).isFalse();
    }

    private static StartupException refusal(String entry) {
        return catchThrowableOfType(
                StartupException.class,
                () -> AllowedOrigins.of(List.of("https://ok.example.com", entry), "STORE_CORS"));
    }
}
