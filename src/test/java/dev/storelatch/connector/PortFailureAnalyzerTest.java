package dev.storelatch.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@ExtendWith(OutputCaptureExtension.class)
class PortFailureAnalyzerTest {

    /** A web server, and nothing else of the application. */
    @Configuration(proxyBeanMethods = false)
    static class WebServer {

        @Bean
        TomcatServletWebServerFactory tomcat(Environment environment) throws IOException {
            TomcatServletWebServerFactory tomcat =
                    new TomcatServletWebServerFactory(environment.getRequiredProperty("server.port", Integer.class));
            tomcat.setAddress(InetAddress.getByName(environment.getRequiredProperty("server.address")));
            return tomcat;
        }
    }

    @Test
    void aPortInUseNamesTheSetting(CapturedOutput output) throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(start(other.getLocalPort(), "127.0.0.1")).isNotNull();

            assertThat(output)
                    .contains(
                            "Port %d is in use by another program.".formatted(other.getLocalPort()),
                            "Stop that program, or use another port: PORT.")
                    .doesNotContain("\tat ");
        }
    }

    /** 203.0.113.0/24 is reserved for documentation (RFC 5737). */
    @Test
    void aPortThatCannotBeOpenedGetsASentenceInsteadOfAStackTrace(CapturedOutput output) {
        assertThat(start(50_999, "203.0.113.1")).isNotNull();

        assertThat(output)
                .contains(
                        "Port 50999 cannot be opened: Cannot assign requested address.",
                        "Set server.address to an address of this machine, or remove it.")
                .doesNotContain("\tat ");
    }

    private static Throwable start(int port, String address) {
        return catchThrowable(() -> new SpringApplicationBuilder(WebServer.class)
                .run(
                        "--server.port=" + port,
                        "--server.address=" + address,
                        "--spring.datasource.url=none",
                        "--logging.level.org.apache.catalina=off",
                        "--logging.level.org.apache.coyote=off")
                .close());
    }
}
