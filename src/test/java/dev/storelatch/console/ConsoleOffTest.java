package dev.storelatch.console;

import static org.hamcrest.Matchers.equalTo;

import dev.storelatch.support.Api;
import dev.storelatch.support.ServerTest;
import dev.storelatch.ui.Assets;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ServerTest
class ConsoleOffTest {

    @Autowired
    Api api;

    @Autowired
    Assets assets;

    @Test
    void withoutTheSettingTheConsoleIsAnUnknownRoute() {
        for (String path : new String[] {
            "/console", "/console/", "/console/reset-password", "/console/accept-invite", assets.url("console/main.js")
        }) {
            api.request().get(path).then().statusCode(404).body("type", equalTo("not_found"));
        }
    }
}
