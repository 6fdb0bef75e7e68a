package dev.storelatch.clients;

import dev.storelatch.local.DemoShopConfiguration;
import dev.storelatch.support.Api;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Medusa JS 6 in Node.js, by cookie, token and API key; {@code medusa-js.mjs} and {@code medusa-js-admin.mjs} say what it
 * does.
 */
@ClientTest
class MedusaJsTest {

    @Autowired
    Api api;

    @Test
    void medusaJsWorksUnchanged() {
        run("medusa-js.mjs", DemoShopConfiguration.EMAIL);
    }

    @Test
    void itsAdministratorsResourcesWorkUnchanged() {
        run("medusa-js-admin.mjs", DemoShopConfiguration.ADMIN_EMAIL);
    }

    private void run(String script, String email) {
        NodeClients.install().run(script, "http://localhost:" + api.port(), email, DemoShopConfiguration.PASSWORD);
    }
}
