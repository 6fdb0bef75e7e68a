package dev.storelatch.flows;

import static org.hamcrest.Matchers.equalTo;

import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ApiDescriptionFilter;
import dev.storelatch.support.ServerTest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Without a relying party there are no passkeys, and the contract is as without them. */
@ServerTest
@TestPropertySource(properties = "storelatch.passkey.relying-party-id=${storelatch.test.none:}")
class PasskeysOffTest {

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @ParameterizedTest
    @CsvSource({
        "POST, /store/auth/passkeys/registration-options",
        "POST, /store/auth/passkeys/login-options",
        "POST, /store/auth/passkeys",
        "POST, /store/auth/passkeys/x",
        "DELETE, /store/auth/passkeys/x"
    })
    void theRoutesAreUnknown(String method, String path) {
        Customer customer = api.register();

        api.cookie(customer.cookie())
                .noFiltersOfType(ApiDescriptionFilter.class)
                .request(method, path)
                .then()
                .statusCode(404)
                .body("message", equalTo("Cannot " + method + " " + path));
    }

    @Test
    void theNameIsThatOfAnAddressAgain() {
        api.request()
                .noFiltersOfType(ApiDescriptionFilter.class)
                .get("/store/auth/passkeys")
                .then()
                .statusCode(200)
                .body("exists", equalTo(false));
    }

    @Test
    void theRoutesOfAdministratorsAreUnknown() {
        api.cookie(admins.newSession(admins.add()))
                .noFiltersOfType(ApiDescriptionFilter.class)
                .get("/admin/auth/passkeys")
                .then()
                .statusCode(404);
        api.cookie(admins.newSession(admins.add()))
                .noFiltersOfType(ApiDescriptionFilter.class)
                .get("/admin/customers/" + api.register().id() + "/passkeys")
                .then()
                .statusCode(404);
    }

    @Test
    void aLoginHasNoSuchProperty() {
        api.json(Map.of("passkey", Map.of()))
                .noFiltersOfType(ApiDescriptionFilter.class)
                .post("/store/auth")
                .then()
                .statusCode(400)
                .body(
                        "message",
                        equalTo("property passkey should not exist, email must be an email,"
                                + " password should not be empty"));
    }
}
