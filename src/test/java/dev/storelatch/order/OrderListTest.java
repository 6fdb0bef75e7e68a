package dev.storelatch.order;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import dev.storelatch.support.Api;
import dev.storelatch.support.ServerTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The order list over HTTP, on a database whose tables Storelatch has created. */
@ServerTest
class OrderListTest {

    @Autowired
    Api api;

    @Test
    void requiresALogIn() {
        api.request().get("/store/customers/me/orders").then().statusCode(401);
    }

    @Test
    void bracketsNeedNoPercentEncoding() {
        get("?status[]=pending&status[]=bogus")
                .then()
                .statusCode(400)
                .body("type", equalTo("invalid_data"))
                .body(
                        "message",
                        equalTo("each value in status must be one of the following values: "
                                + "pending, completed, archived, canceled, requires_action"));
        get("?created_at[gt]=2020-01-01&status[0]=pending&limit=0")
                .then()
                .statusCode(200)
                .body(is("{\"orders\":[],\"count\":0,\"offset\":0,\"limit\":100}"));
    }

    @Test
    void mistakesAreReportedInTheOrderOfTheParameters() {
        get("?zeta=1&limit=x&alpha=2")
                .then()
                .statusCode(400)
                .body(
                        "message",
                        equalTo("property zeta should not exist, property alpha should not exist, "
                                + "limit must be a number conforming to the specified constraints"));
    }

    @Test
    void everyRelationCanBeReadFromCreatedTables() {
        get("?fields=total&expand=" + String.join(",", OrdersTest.allRelations()))
                .then()
                .statusCode(200);
    }

    private Response get(String query) {
        return api.bearer(api.token(api.register())).get("/store/customers/me/orders" + query);
    }
}
