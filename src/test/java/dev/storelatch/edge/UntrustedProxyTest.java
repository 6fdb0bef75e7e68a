package dev.storelatch.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.Api;
import dev.storelatch.support.RawHttp;
import dev.storelatch.support.ServerTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** A server whose proxies have other addresses than this test. */
@ServerTest
@TestPropertySource(properties = "server.tomcat.remoteip.internal-proxies=192.0.2.1/32")
class UntrustedProxyTest {

    @Autowired
    Api api;

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "OPTIONS", "PURGE"})
    void othersThanTrustedProxiesGetTheResponseOfAnUnknownPath(String method) {
        Map<String, String> headers =
                Map.of("Cookie", "connect.sid=" + api.register().cookie());

        for (String path : List.of("/verify/store", "/verify/admin", "/verify/store?optional=true")) {
            assertUnknown(method, path, headers);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For", "X-Real-IP", "Forwarded", "X-Forwarded-By"})
    void clientCannotClaimToBeAProxy(String header) {
        for (String address : List.of("192.0.2.1", "127.0.0.1", "for=192.0.2.1", "192.0.2.1, 192.0.2.1")) {
            assertUnknown(
                    "GET",
                    "/verify/store",
                    Map.of(
                            "Cookie",
                            "connect.sid=" + api.register().cookie(),
                            header,
                            address,
                            "X-Forwarded-Method",
                            "GET",
                            "X-Forwarded-Host",
                            "api.example.com"));
        }
    }

    /** Body and headers are those of an unknown path of the same length, in the same order. */
    private void assertUnknown(String method, String path, Map<String, String> headers) {
        RawHttp client = new RawHttp(api.port());
        String unknown = path.replace("/verify", "/unknow");

        var response = client.send(method, path, headers, "");
        var expected = client.send(method, unknown, new HashMap<>(headers), "");

        assertThat(expected.status()).isEqualTo(404);
        assertThat(response.status()).isEqualTo(404);
        assertThat(response.body().replace("/verify", "/unknow")).isEqualTo(expected.body());
        assertThat(withoutDate(response)).isEqualTo(withoutDate(expected));
    }

    private static List<String> withoutDate(RawHttp.Response response) {
        return response.headers().stream()
                .filter(line -> !line.startsWith("Date:") && !line.startsWith("X-Request-Id:"))
                .toList();
    }
}
