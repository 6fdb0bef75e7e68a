package dev.storelatch.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.storelatch.support.Api;
import dev.storelatch.support.ServerTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Without a setting, a server has only the pages that mailed links need. */
@ServerTest
class PagesByDefaultTest {

    private static final List<String> ACCOUNT = List.of(
            "/",
            "/account",
            "/account/login",
            "/account/register",
            "/account/forgot-password",
            "/account/forgot-password/done",
            "/account/orders");

    @Autowired
    Api api;

    @ConditionalOnAccountPages
    static class Account {}

    @Test
    void onlyThePagesOfMailedLinksAreServed() {
        for (String path : List.of("reset-password", "confirm-email", "undo-email", "claim-orders")) {
            assertThat(api.request().get("/account/" + path).statusCode()).isEqualTo(200);
            assertThat(api.request().get("/account/" + path + "/done").statusCode())
                    .isEqualTo(200);
        }
        for (String path : ACCOUNT) {
            api.request().get(path).then().statusCode(404).body("message", equalTo("Cannot GET " + path));
        }
        for (String path : List.of("/account/login", "/account/register", "/account/logout", "/account/nope")) {
            assertThat(api.request().post(path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void theAccountIsOneSettingAndAllPagesAreAnother() {
        assertThat(isAccountServed()).isFalse();
        assertThat(isAccountServed("storelatch.pages.account=true")).isTrue();
        assertThat(isAccountServed("storelatch.pages.account=true", "storelatch.pages.enabled=false"))
                .isFalse();
    }

    private static boolean isAccountServed(String... settings) {
        boolean[] served = new boolean[1];
        new ApplicationContextRunner()
                .withUserConfiguration(Account.class)
                .withPropertyValues(settings)
                .run(context ->
                        served[0] = !context.getBeansOfType(Account.class).isEmpty());
        return served[0];
    }
}
