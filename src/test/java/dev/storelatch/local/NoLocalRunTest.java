package dev.storelatch.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.Api;
import dev.storelatch.support.ServerTest;
import dev.storelatch.ui.Assets;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** A server that is no local run has nothing of one. */
@ServerTest
class NoLocalRunTest {

    @Autowired
    Api api;

    @Autowired
    Assets assets;

    @Autowired
    ApplicationContext context;

    @Test
    void thereIsNoStartPageAndNoDemoAccount() {
        assertThat(api.request().get("/").statusCode()).isEqualTo(404);
        assertThat(api.request().get(assets.url("local/start.css")).statusCode())
                .isEqualTo(404);
        assertThat(api.request().get(assets.url("ui/base.css")).statusCode()).isEqualTo(200);
        assertThat(context.getBeansOfType(DemoShop.class)).isEmpty();
        assertThat(context.getBeansOfType(StartupHints.class)).isEmpty();
        assertThat(api.login(DemoShop.EMAIL, DemoShop.PASSWORD).statusCode()).isEqualTo(401);
        assertThat(api.json(Api.credentials(DemoShop.ADMIN_EMAIL, DemoShop.PASSWORD))
                        .post("/admin/auth")
                        .statusCode())
                .isEqualTo(401);
    }
}
