package dev.storelatch.clients;

import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The Postman collection from its first request to its last, run by newman. */
@ClientTest
class PostmanTest {

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Test
    void everyRequestOfTheCollectionIsAnsweredAsItSays() {
        AdminApi.User admin = admins.add();
        NodeClients.install()
                .run(
                        "node_modules/newman/bin/newman.js",
                        "run",
                        Path.of("postman/storelatch.postman_collection.json")
                                .toAbsolutePath()
                                .toString(),
                        "--env-var",
                        "base_url=http://localhost:" + api.port(),
                        "--env-var",
                        "admin_email=" + admin.email(),
                        "--env-var",
                        "admin_password=" + admin.password(),
                        "--timeout-request",
                        "20000",
                        "--color",
                        "off");
    }
}
