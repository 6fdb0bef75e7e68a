package dev.storelatch.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.storelatch.support.Api;
import dev.storelatch.support.ServerTest;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ServerTest
@ExtendWith(OutputCaptureExtension.class)
class TlsOnHttpPortTest {

    @Autowired
    Api api;

    @Test
    void tlsIsReportedInOneLine(CapturedOutput output) {
        URI url = URI.create("https://%s:%d/health"
                .formatted(InetAddress.getLoopbackAddress().getHostAddress(), api.port()));
        HttpRequest request = HttpRequest.newBuilder(url).build();

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> HttpClient.newHttpClient().send(request, BodyHandlers.ofString()))
                    .isInstanceOf(SSLException.class);
        }

        assertThat(output.getAll().lines().filter(line -> line.contains("A client sent TLS")))
                .singleElement()
                .asString()
                .endsWith("A client sent TLS to port %d, which expects http. Use http://, or an https proxy."
                        .formatted(api.port()));
    }
}
