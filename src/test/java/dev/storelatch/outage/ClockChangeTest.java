package dev.storelatch.outage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.MailedLinks;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.TestClock;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** The server's clock is wrong for a time: what was acknowledged before and meanwhile is kept. */
@ServerTest
@Import(MailedLinks.class)
@Tag("outage")
class ClockChangeTest {

    @Autowired
    Api api;

    @Autowired
    TestClock clock;

    @Autowired
    MailedLinks links;

    private Duration change = Duration.ZERO;

    @AfterEach
    void correct() {
        clock.advance(change.negated());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-2H", "PT2H", "P-20D"})
    void loginsFromBeforeTheChangeContinue(String jump) {
        Customer customer = api.register();
        String token = api.token(customer);
        Response login = api.refreshableLogin(customer);

        change(jump);

        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(200);
        assertThat(api.tokenStatus(token)).isEqualTo(200);
        Response refreshed = api.refresh(login.path("refresh_token"));
        assertThat(refreshed.statusCode()).isEqualTo(200);
        assertThat(api.tokenStatus(refreshed.path("access_token"))).isEqualTo(200);
        undo();
        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(200);
        assertThat(api.tokenStatus(token)).isEqualTo(200);
        assertThat(api.refresh(refreshed.path("refresh_token")).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-2H", "PT2H", "P20D"})
    void changesMadeMeanwhileAreKept(String jump) {
        change(jump);
        Customer customer = api.register();
        assertThat(api.json(Map.of("email", customer.email()))
                        .post("/store/customers/password-token")
                        .statusCode())
                .isEqualTo(204);
        assertThat(api.json(Map.of(
                                "email", customer.email(),
                                "token", links.token(MailedLinks.RESET, customer.id()),
                                "password", "another horse battery"))
                        .post("/store/customers/password-reset")
                        .statusCode())
                .isEqualTo(200);
        Customer changed = customer.withPassword("another horse battery");
        String cookie = api.newSession(changed);
        String ended = api.newSession(changed);
        assertThat(api.cookie(ended).delete("/store/auth").statusCode()).isEqualTo(200);
        String kept = api.token(changed);
        String token = api.token(changed);
        assertThat(api.bearer(token).delete("/store/auth").statusCode()).isEqualTo(200);

        undo();

        assertThat(api.login(customer).statusCode()).isEqualTo(401);
        assertThat(api.login(changed).statusCode()).isEqualTo(200);
        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(401);
        assertThat(api.cookieStatus(ended)).isEqualTo(401);
        assertThat(api.tokenStatus(token)).isEqualTo(401);
        assertThat(api.cookieStatus(cookie)).isEqualTo(200);
        assertThat(api.tokenStatus(kept)).isEqualTo(200);
    }

    /** An account is not locked for as long as the clock was wrong. */
    @ParameterizedTest
    @ValueSource(strings = {"PT-2H", "P20D"})
    void limitsOfAttemptsDoNotLastAsLongAsTheChange(String jump) {
        Customer customer = api.register();
        change(jump);
        for (int attempt = 0; attempt < 10; attempt++) {
            assertThat(api.login(customer.withPassword("wrong password")).statusCode())
                    .isEqualTo(401);
        }
        undo();

        Response refused = api.login(customer);

        assertThat(refused.statusCode()).isIn(200, 429);
        if (refused.statusCode() == 429) {
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isLessThanOrEqualTo(60);
        }
    }

    private void change(String jump) {
        change = Duration.parse(jump);
        clock.advance(change);
    }

    private void undo() {
        clock.advance(change.negated());
        change = Duration.ZERO;
    }
}
