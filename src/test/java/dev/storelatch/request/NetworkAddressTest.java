package dev.storelatch.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkAddressTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.77, 203.0.113.77/32, 203.0.113.0/24",
        "255.255.255.255, 255.255.255.255/32, 255.255.255.0/24",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64, 2001:db8:1::/48",
        "2001:db8::1, 2001:db8::/64, 2001:db8::/48",
        "fe80::1%eth0, fe80::/64, fe80::/48",
        "::1, 0::/64, 0::/48",
        "::ffff:203.0.113.77, 203.0.113.77/32, 203.0.113.0/24",
    })
    void addressIsShortenedToItsNetworks(String address, String subscriber, String site) {
        assertThat(NetworkAddress.of(address)).hasValueSatisfying(network -> {
            assertThat(network.subscriber()).isEqualTo(subscriber);
            assertThat(network.site()).isEqualTo(site);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.77, 203.0.113.77",
        "::ffff:203.0.113.77, 203.0.113.77",
        "2001:DB8::1, 2001:db8:0:0:0:0:0:1",
        "fe80::1%eth0, fe80:0:0:0:0:0:0:1",
        "203.0.113.77:443, 203.0.113.77",
        "[2001:db8::1]:443, 2001:db8:0:0:0:0:0:1",
        "[2001:db8::1], 2001:db8:0:0:0:0:0:1",
        "[::ffff:203.0.113.77]:80, 203.0.113.77",
    })
    void allSpellingsOfAnAddressAreOne(String text, String address) {
        assertThat(NetworkAddress.of(text)).map(NetworkAddress::address).hasValue(address);
    }

    /** A proxy may forward text that is not an address; it is not resolved. */
    @ParameterizedTest
    @CsvSource({
        "unknown",
        "_hidden",
        "''",
        "1.2.3",
        "1.2.3.4.5",
        "999.1.1.1",
        "1.2.3.4:",
        "1.2.3.4:800000",
        "1.2.3.4:80:80",
        "[1.2.3.4",
        "[]",
        "[]:80",
        ":80",
        "[x]:80",
        "a.b",
        "1:2",
        ":::",
        "fe80::x",
        "%"
    })
    void otherTextIsNoAddress(String text) {
        assertThat(NetworkAddress.of(text)).isEmpty();
    }
}
