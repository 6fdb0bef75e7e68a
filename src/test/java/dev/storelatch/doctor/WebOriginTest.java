package dev.storelatch.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebOriginTest {

    @ParameterizedTest
    @CsvSource({
        "https://www.shop.com, https://www.shop.com",
        "https://www.shop.com/, https://www.shop.com",
        "HTTPS://WWW.Shop.COM:443/de?a#b, https://www.shop.com",
        "' http://localhost:8000 ', http://localhost:8000",
        "http://shop.com:80, http://shop.com",
        "http://shop.com:443, http://shop.com:443",
        "http://127.1:9000, http://127.0.0.1:9000",
        "http://[::1]:9000, http://[::1]:9000",
        "https://www.bücher.example, https://www.xn--bcher-kva.example",
        "https://shop.local, https://shop.local"
    })
    void addressesAreReadAsBrowsersDo(String text, String origin) {
        assertThat(WebOrigin.parse(text)).hasToString(origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "www.shop.com",
                "localhost:8000",
                "ftp://shop.com",
                "capacitor://localhost",
                "https://",
                "https://user:password@shop.com",
                "https://sh op.com",
                "https://shop.com:99999",
                "https://shop.com:0",
                "https://a..b",
                "https://shop.com.",
                "https://*.shop.com",
                "https://-.com",
                "https://[::1",
                "https://straße.example",
                "null"
            })
    void otherTextsAreRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> WebOrigin.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost, true",
        "http://shop.localhost:8000, true",
        "http://127.0.0.2, true",
        "http://[::1], true",
        "http://192.168.1.10, false",
        "http://localhost.example, false",
        "http://mylocalhost, false"
    })
    void thisComputerIsRecognised(String text, boolean loopback) {
        assertThat(WebOrigin.parse(text).isLoopback()).isEqualTo(loopback);
    }
}
