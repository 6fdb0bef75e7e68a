package dev.storelatch.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.matchesPattern;

import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.TestClock;
import io.restassured.response.Response;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** The session cookie with settings that are not the defaults. */
@ServerTest
@TestPropertySource(
        properties = {
            "storelatch.session.rolling=true",
            "storelatch.session.cookie.domain=shop.example",
            "storelatch.session.cookie.partitioned=true",
            "storelatch.session.cookie.same-site=strict"
        })
class CookieSettingsTest {

    private static final String ATTRIBUTES = "; Domain=shop\\.example; Path=/; "
            + "Expires=\\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT; HttpOnly; Secure; Partitioned; SameSite=Strict";

    @Autowired
    Api api;

    @Autowired
    TestClock clock;

    @Test
    void everyAttributeCanBeSet() {
        Customer customer = api.register();

        api.cookie(customer.cookie())
                .delete("/store/auth")
                .then()
                .header("Set-Cookie", matchesPattern("connect\\.sid=" + ATTRIBUTES));
    }

    @Test
    void aRollingCookieIsSentAgainWhenTheLastAccessIsWritten() {
        Customer customer = api.register();
        assertThat(me(customer).headers().getValues("Set-Cookie")).isEmpty();

        clock.advance(Duration.ofSeconds(61));
        Response renewed = me(customer);

        assertThat(Api.sessionCookie(renewed)).isEqualTo(customer.cookie());
        assertThat(renewed.header("Set-Cookie")).matches("connect\\.sid=[^;]+" + ATTRIBUTES);
        assertThat(me(customer).headers().getValues("Set-Cookie")).isEmpty();
    }

    /** It cannot send a cookie, and would otherwise write the last access of each minute before our own routes do. */
    @Test
    void checkForProxiesLeavesTheRenewalToOurOwnRoutes() {
        Customer customer = api.register();

        clock.advance(Duration.ofMinutes(59));
        assertThat(verify(customer).headers().hasHeaderWithName("Set-Cookie")).isFalse();
        assertThat(Api.sessionCookie(me(customer))).isEqualTo(customer.cookie());

        for (int i = 0; i < 2; i++) {
            clock.advance(Duration.ofHours(9));
            assertThat(verify(customer).headers().hasHeaderWithName("Set-Cookie"))
                    .isFalse();
        }
        assertThat(me(customer).statusCode()).isEqualTo(200);
    }

    private Response verify(Customer customer) {
        Response response = api.cookie(customer.cookie()).get("/verify/store");
        assertThat(response.statusCode()).isEqualTo(200);
        return response;
    }

    private Response me(Customer customer) {
        return api.cookie(customer.cookie()).get("/store/customers/me");
    }
}
