package dev.storelatch.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientNameTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0 | Firefox on Linux
                    Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 | Chrome on Windows
                    Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0 | Edge on Windows
                    Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 OPR/112.0.0.0 | Opera on macOS
                    Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15 | Safari on macOS
                    Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1 | Safari on iOS
                    Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/126.0.0.0 Mobile/15E148 Safari/604.1 | Chrome on iOS
                    Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36 | Samsung Internet on Android
                    Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 | Chrome on ChromeOS
                    Firefox/128.0 | Firefox
                    curl/8.5.0 | curl/8.5.0
                    ShopApp/2.1 (iPhone; iOS 17.5) | ShopApp/2.1 (iPhone; iOS 17.5)
                    """)
    void aDeviceIsNamedAfterBrowserAndSystem(String userAgent, String name) {
        assertThat(Client.device(userAgent)).isEqualTo(name);
    }

    @Test
    void anUnknownUserAgentIsCutAndHasNothingUnprintable() {
        assertThat(Client.device("a\tb\u0085\u00adc")).isEqualTo("a b c");
        assertThat(Client.device("x".repeat(16_000))).hasSize(64);
        assertThat(Client.device(" \t ")).isNull();
        assertThat(Client.device("")).isNull();
        assertThat(Client.device(null)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.77, 203.0.113.0/24",
        "255.255.255.255, 255.255.255.0/24",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1::/48",
        "2001:db8::1, 2001:db8::/48",
        "fe80::1%eth0, fe80::/48",
        "::1, 0::/48",
        "::ffff:203.0.113.77, 203.0.113.0/24",
    })
    void anAddressIsShortenedToItsNetwork(String address, String network) {
        assertThat(Client.network(address)).isEqualTo(network);
    }

    /** A proxy may forward what is no address; none of it is looked up. */
    @ParameterizedTest
    @CsvSource({
        "unknown",
        "_hidden",
        "''",
        "1.2.3",
        "1.2.3.4.5",
        "999.1.1.1",
        "1.2.3.4:80",
        "a.b",
        "1:2",
        ":::",
        "fe80::x",
        "%"
    })
    void whatIsNoAddressIsNoNetwork(String address) {
        assertThat(Client.network(address)).isNull();
    }
}
