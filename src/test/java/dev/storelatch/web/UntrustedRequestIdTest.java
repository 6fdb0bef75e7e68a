package dev.storelatch.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.Api;
import dev.storelatch.support.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Clients that are no trusted proxies choose no ids. */
@ServerTest
@TestPropertySource(properties = "server.tomcat.remoteip.internal-proxies=192.0.2.0/24")
class UntrustedRequestIdTest {

    @Autowired
    Api api;

    @Test
    void idOfAClientIsIgnored() {
        String id =
                api.request().header("X-Request-Id", "chosen").get("/health").header("X-Request-Id");

        assertThat(id).matches("[0-9a-f]{32}");
    }
}
