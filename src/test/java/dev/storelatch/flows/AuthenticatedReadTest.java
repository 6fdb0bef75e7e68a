package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.Statements;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Routes that respond with the caller's own rows, which the check of the credential reads. */
@ServerTest
class AuthenticatedReadTest {

    @Autowired
    Api api;

    @Autowired
    Statements statements;

    /** There is no transaction and no write. */
    @ParameterizedTest
    @CsvSource({
        "/store/customers/me, 1",
        "/store/customers/me/orders, 1",
        "/store/auth, 2",
        "/store/customers/me/payment-methods, 1"
    })
    void readTakesOneSelect(String path, int selects) {
        Customer customer = api.register();
        String token = api.token(customer);

        for (List<String> executed : List.of(
                statements.of(() -> ok(api.cookie(customer.cookie()).get(path))),
                statements.of(() -> ok(api.bearer(token).get(path))))) {
            assertThat(executed).hasSize(selects).allMatch(statement -> statement.startsWith("1 select"));
        }
    }

    @Test
    void refusedCredentialTakesOneSelect() {
        Customer customer = api.register();
        api.cookie(customer.cookie()).delete("/store/auth").then().statusCode(200);

        assertThat(statements.of(
                        () -> assertThat(api.cookieStatus(customer.cookie())).isEqualTo(401)))
                .singleElement()
                .asString()
                .startsWith("1 select login");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/store/customers/me", "/STORE/Customers/ME", "/store/customers/me/"})
    void everySpellingOfThePathIsTheSameRoute(String path) {
        Customer customer = api.register();

        api.cookie(customer.cookie())
                .get(path)
                .then()
                .statusCode(200)
                .body("customer.email", equalTo(customer.email()));
        ok(api.cookie(customer.cookie()).head(path));
        assertThat(api.request().get(path).statusCode()).isEqualTo(401);
    }

    @Test
    void tokenCountsWhereTheSessionHasEnded() {
        Customer ended = api.register();
        api.cookie(ended.cookie()).delete("/store/auth").then().statusCode(200);
        Customer customer = api.register();

        both(ended, customer).get("/store/customers/me").then().body("customer.email", equalTo(customer.email()));
    }

    @Test
    void sessionCountsBeforeTheToken() {
        Customer first = api.register();
        Customer second = api.register();

        both(first, second).get("/store/customers/me").then().body("customer.email", equalTo(first.email()));
        both(first, second).get("/store/auth").then().body("customer.email", equalTo(first.email()));
    }

    @Test
    void mistakeInTheQueryIsToldToAcceptedCallersOnly() {
        Customer customer = api.register();
        String path = "/store/customers/me/orders?nonsense=1";

        assertThat(api.request().get(path).statusCode()).isEqualTo(401);
        assertThat(api.cookie(customer.cookie()).get(path).statusCode()).isEqualTo(400);
        api.cookie(customer.cookie()).delete("/store/auth").then().statusCode(200);
        assertThat(api.cookie(customer.cookie()).get(path).statusCode()).isEqualTo(401);
    }

    private RequestSpecification both(Customer cookie, Customer token) {
        return api.bearer(api.token(token)).header("Cookie", "connect.sid=" + cookie.cookie());
    }

    private static void ok(Response response) {
        assertThat(response.statusCode()).isEqualTo(200);
    }
}
