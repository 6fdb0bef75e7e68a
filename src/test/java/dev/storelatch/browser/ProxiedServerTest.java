package dev.storelatch.browser;

import dev.storelatch.support.ServerTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.springframework.test.context.TestPropertySource;

/** A test against the server behind a real proxy, beside a backend that accepts the tokens of the check. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("browser")
@ServerTest
@TestPropertySource(
        properties = {
            "storelatch.cors.store=" + ProxiedServerTest.SHOP,
            "storelatch.cors.admin=" + ProxiedServerTest.DASHBOARD,
            "storelatch.session.cookie.secure=false",
            "storelatch.session.cookie.same-site=lax",
            "storelatch.edge.proxy-keys=" + ReverseProxy.KEY,
            "storelatch.edge.upstream.secret=" + ProxiedServerTest.UPSTREAM_SECRET
        })
@interface ProxiedServerTest {
    String SHOP = "http://localhost:8000";
    String DASHBOARD = "http://localhost:7000";
    String UPSTREAM_SECRET = "test-upstream-secret-Jb7NwQ5tYr1XeLz9CfGu";
}
