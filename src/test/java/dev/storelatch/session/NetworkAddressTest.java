package dev.storelatch.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkAddressTest {

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
    void addressIsShortenedToItsNetwork(String address, String network) {
        assertThat(NetworkAddress.of(address)).isEqualTo(network);
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
        "1.2.3.4:80",
        "a.b",
        "1:2",
        ":::",
        "fe80::x",
        "%"
    })
    void otherTextHasNoNetwork(String address) {
        assertThat(NetworkAddress.of(address)).isNull();
    }
}
