package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ServerTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Log-in by cookie and by bearer token, and log-out. */
@ServerTest
class StoreAuthTest {

    @Autowired
    Api api;

    @Test
    void loginReturnsTheCustomerAndSetsTheCookie() {
        Customer customer = api.register();

        Response response = api.login(customer);

        response.then()
                .statusCode(200)
                .contentType("application/json; charset=utf-8")
                .body("customer.id", equalTo(customer.id()))
                .body("customer.orders", empty())
                .body("customer.shipping_addresses", empty());
        // Many clients read the first header of the name only.
        assertThat(response.headers().getValues("Set-Cookie").get(0))
                .matches(
                        "connect\\.sid=s%3A[A-Za-z0-9_-]{32}\\.[A-Za-z0-9%]{43,}; Path=/; "
                                + "Expires=\\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT; HttpOnly; Secure; SameSite=None");
        assertThat(response.jsonPath().<String, Object>getMap("customer").keySet())
                .containsExactlyElementsOf(Api.customerKeys("orders", "shipping_addresses"));
    }

    @Test
    void cookieFromLoginOpensTheOrders() {
        Customer customer = api.register();
        api.cookie(api.newSession(customer))
                .get("/store/customers/me/orders")
                .then()
                .statusCode(200)
                .body("orders", empty())
                .body("count", equalTo(0))
                .body("offset", equalTo(0))
                .body("limit", equalTo(10));
    }

    @Test
    void tokenOpensTheProfile() {
        Customer customer = api.register();

        api.bearer(api.token(customer))
                .get("/store/customers/me")
                .then()
                .statusCode(200)
                .body("customer.email", equalTo(customer.email()))
                .body("customer.billing_address", nullValue());
    }

    @Test
    void tokenHasMedusasHeaderAndClaimsInMedusasOrder() {
        Customer customer = api.register();
        List<String> parts = List.of(api.token(customer).split("\\.", -1));

        assertThat(decoded(parts.get(0))).isEqualTo("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");
        assertThat(decoded(parts.get(1)))
                .matches("\\{\"customer_id\":\"" + customer.id()
                        + "\",\"domain\":\"store\",\"iat\":\\d+,\"exp\":\\d+,\"jti\":\"[^\"]+\",\"epoch\":0}");
    }

    @Test
    void wrongPasswordAndUnknownAccountGetTheSameResponse() {
        Customer customer = api.register();

        for (String email : List.of(customer.email(), "nobody@example.com")) {
            api.login(email, "not it")
                    .then()
                    .statusCode(401)
                    .contentType("text/plain; charset=utf-8")
                    .header("WWW-Authenticate", "Bearer")
                    .header("Set-Cookie", nullValue())
                    .body(equalTo("Unauthorized"));
        }
    }

    @Test
    void newLoginReplacesTheSession() {
        Customer customer = api.register();

        String renewed = Api.sessionCookie(api.login(customer, customer.cookie()));

        assertThat(renewed).isNotEqualTo(customer.cookie());
        api.cookie(customer.cookie()).get("/store/auth").then().statusCode(401);
        api.cookie(renewed).get("/store/auth").then().statusCode(200);
    }

    @Test
    void logoutEndsTheSessionAndExpiresTheCookie() {
        Customer customer = api.register();

        api.cookie(customer.cookie())
                .delete("/store/auth")
                .then()
                .statusCode(200)
                .contentType("text/plain; charset=utf-8")
                .header(
                        "Set-Cookie",
                        "connect.sid=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Secure; SameSite=None")
                .body(equalTo("OK"));
        api.cookie(customer.cookie()).get("/store/customers/me").then().statusCode(401);
    }

    @Test
    void logoutWithoutCredentialsSucceeds() {
        api.request().delete("/store/auth").then().statusCode(200).header("Set-Cookie", nullValue());
    }

    @Test
    void anybodyMayCheckWhetherAnAddressHasAnAccount() {
        Customer customer = api.register();

        api.request()
                .get("/store/auth/" + customer.email().toUpperCase(Locale.ROOT))
                .then()
                .body("exists", equalTo(true));
        api.request().get("/store/auth/nobody@example.com").then().body("exists", equalTo(false));
        api.request().get("/store/auth/a%2Fb@example.com").then().body("exists", equalTo(false));
        api.request().get("/store/auth/token").then().body("exists", equalTo(false));
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }
}
