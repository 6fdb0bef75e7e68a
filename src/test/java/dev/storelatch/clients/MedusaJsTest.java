package dev.storelatch.clients;

import dev.storelatch.local.DemoShopConfiguration;
import dev.storelatch.support.Api;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Medusa JS 6 in Node.js, by cookie and by token; {@code medusa-js.mjs} contains the steps. */
@ClientTest
class MedusaJsTest {

    @Autowired
    Api api;

    @Test
    void medusaJsWorksUnchanged() {
        NodeClients.install()
                .run(
                        "medusa-js.mjs",
                        "http://localhost:" + api.port(),
                        DemoShopConfiguration.EMAIL,
                        DemoShopConfiguration.PASSWORD);
    }
}
