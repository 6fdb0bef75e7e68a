package dev.storelatch.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.ServerTest;
import io.restassured.response.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** WSTG-IDNT-02 and WSTG-IDNT-05: every route treats an unusual address or name alike. */
@ServerTest
class UnusualAccountTest {

    private static final String PASSWORD = "correct horse battery";

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    /** Each contains a mark that makes the address unique. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a+tag+%s@example.com",
                "o'brien-%s@example.com",
                "\"quoted %s\"@example.com",
                "%%percent-%s@example.com",
                "a/b&c=d#%s@example.com",
                "{%s}@example.com",
                "drop_table_--%s@example.com",
                "İstanbul-%s@example.com",
                "straße-%s@example.com",
                "用户-%s@例子.广告",
                "pаypal-%s@example.com"
            })
    void addressIsOneAccountOnEveryRoute(String form) {
        String email = form.formatted(UUID.randomUUID().toString().substring(0, 8));
        String stored = email.toLowerCase(Locale.ROOT);

        Response registered =
                api.json(Map.of("email", email, "password", PASSWORD)).post("/store/customers");

        registered.then().statusCode(200).body("customer.email", equalTo(stored));
        String id = registered.path("customer.id");
        assertThat(api.json(Map.of("email", stored, "password", PASSWORD))
                        .post("/store/customers")
                        .statusCode())
                .isEqualTo(422);
        for (String spelling : new String[] {email, stored}) {
            api.login(spelling, PASSWORD).then().statusCode(200).body("customer.id", equalTo(id));
            api.json(Api.credentials(spelling, PASSWORD))
                    .post("/store/auth/token")
                    .then()
                    .statusCode(200);
            api.request()
                    .get("/store/auth/" + encoded(spelling))
                    .then()
                    .statusCode(200)
                    .body("exists", equalTo(true));
        }
        api.bearer(admins.token(admins.add()))
                .get("/admin/customers?q=" + encoded(stored))
                .then()
                .statusCode(200)
                .body("customers.size()", equalTo(1))
                .body("customers[0].id", equalTo(id));
    }

    /** Characters that nobody sees, that turn text around, or that other programs take for an ASCII character. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\u200b%s@example.com",
                "a\u202e%s@example.com",
                "a\u2066%s@example.com",
                "a\ufeff%s@example.com",
                "a\u00ad%s@example.com",
                "a%s@exam\u200bple.com",
                "a%s@example\uff0ecom",
                "a%s@example\u3002com",
                "a%s\uff20example.com",
                "a%s@ex\u0430mple.com",
                "a%s@\u212aelvin.com",
                "a\t%s@example.com",
                "a\n%s@example.com",
                "a%s@example.com\u0000",
                "a%s@example.com\r\nBcc: x@example.com",
                "a%s@example.com,b@example.com"
            })
    void addressWithDeceptiveCharactersIsTheSameEverywhereOrNowhere(String form) {
        String email = form.formatted(UUID.randomUUID().toString().substring(0, 8));

        Response registered =
                api.json(Map.of("email", email, "password", PASSWORD)).post("/store/customers");
        Response login = api.login(email, PASSWORD);

        if (registered.statusCode() == 200) {
            // Not another account: the address is kept as it was typed.
            registered.then().body("customer.email", equalTo(email.toLowerCase(Locale.ROOT)));
            login.then().statusCode(200).body("customer.id", equalTo(registered.path("customer.id")));
        } else {
            registered.then().statusCode(400).body("message", equalTo("email must be an email"));
            login.then().statusCode(400).body("message", equalTo("email must be an email"));
            api.json(Map.of("email", email))
                    .post("/store/customers/password-token")
                    .then()
                    .statusCode(400);
            api.json(Map.of("email", email), api.register().cookie())
                    .post("/store/customers/me")
                    .then()
                    .statusCode(400);
        }
    }

    /** An address that looks like another one is another account, and neither opens the other. */
    @ParameterizedTest
    @CsvSource({"ada, аda", "ada, ada\u0301", "ada, ada+x", "ada, a.da", "strasse, straße", "kelvin, \u212aelvin"})
    void addressThatLooksLikeAnotherDoesNotOpenItsAccount(String local, String similar) {
        String mark = UUID.randomUUID().toString().substring(0, 8);
        String email = local + mark + "@example.com";
        api.json(Map.of("email", email, "password", PASSWORD))
                .post("/store/customers")
                .then()
                .statusCode(200);
        String other = similar + mark + "@example.com";

        Response registered =
                api.json(Map.of("email", other, "password", "another password")).post("/store/customers");

        if (other.toLowerCase(Locale.ROOT).equals(email)) {
            // KELVIN SIGN is a capital letter, whose lower case is the ASCII letter.
            registered.then().statusCode(422);
        } else {
            assertThat(registered.statusCode()).isIn(200, 400);
            assertThat(api.login(other, PASSWORD).statusCode()).isNotEqualTo(200);
        }
        assertThat(api.login(email, "another password").statusCode()).isEqualTo(401);
        assertThat(api.login(email, PASSWORD).statusCode()).isEqualTo(200);
    }

    /** RFC 5321 §4.5.3.1: 254 characters. As in Medusa, the limits are those of the parts: 64 and 254. */
    @Test
    void longestAddressIsAcceptedAndALongerOneRefused() {
        String mark = UUID.randomUUID().toString();
        String local = mark + "x".repeat(64 - mark.length());
        String longest = local + "@" + domain(254 - 65);
        assertThat(longest).hasSize(254);

        for (Map.Entry<String, Integer> email : Map.of(
                        longest,
                        200,
                        "x" + longest,
                        400,
                        "a@" + domain(255),
                        400,
                        local + "@" + "d".repeat(64) + ".com",
                        400)
                .entrySet()) {
            api.json(Map.of("email", email.getKey(), "password", PASSWORD))
                    .post("/store/customers")
                    .then()
                    .statusCode(email.getValue());
        }
        assertThat(api.login(longest, PASSWORD).statusCode()).isEqualTo(200);
    }

    /** Returns a domain of this length with labels of at most 60 characters. */
    private static String domain(int length) {
        StringBuilder domain = new StringBuilder("example.com");
        while (domain.length() < length) {
            int label = Math.min(60, length - domain.length() - 1);
            domain.insert(0, "d".repeat(label) + ".");
        }
        return domain.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u202eevil",
                "a\u200bb",
                "<script>alert(1)</script>",
                "\"; drop table customer; --",
                "${jndi:ldap://x}",
                "{{7*7}}",
                "Z\u0351\u036b\u0343a",
                "👩‍👩‍👧‍👦",
                "a\nb",
                "=cmd|' /C calc'!A0"
            })
    void nameIsKeptAsData(String name) {
        String email = Api.newEmail();
        Response registered = api.json(
                        Map.of("email", email, "password", PASSWORD, "first_name", name, "last_name", name))
                .post("/store/customers");

        registered.then().statusCode(200).body("customer.first_name", equalTo(name));
        api.login(email, PASSWORD).then().statusCode(200).body("customer.last_name", equalTo(name));
        api.bearer(admins.token(admins.add()))
                .get("/admin/customers/" + registered.path("customer.id"))
                .then()
                .statusCode(200)
                .body("customer.first_name", equalTo(name));
    }

    private static String encoded(String email) {
        return URLEncoder.encode(email, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
