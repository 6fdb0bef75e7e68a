package dev.storelatch.support;

import static io.restassured.RestAssured.given;

import io.restassured.builder.RequestSpecBuilder;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** The running server, asked as a client would: by HTTP. */
@Component
@Lazy
public class Api {

    private final int port;

    Api(@LocalServerPort int port) {
        this.port = port;
    }

    public int port() {
        return port;
    }

    /** A request with nothing in it but the server's address; paths are sent as written. */
    public RequestSpecification request() {
        return given(new RequestSpecBuilder()
                .setBaseUri("http://localhost:" + port)
                .setUrlEncodingEnabled(false)
                .build());
    }

    /** A request with a JSON body. */
    public RequestSpecification json(Object body) {
        return request().contentType(ContentType.JSON).body(body);
    }

    public RequestSpecification bearer(String token) {
        return request().header("Authorization", "Bearer " + token);
    }

    /**
     * A request that carries the cookie.
     *
     * @param cookie the value of {@code connect.sid} as the server sent it, percent-encoding included
     */
    public RequestSpecification cookie(String cookie) {
        return request().header("Cookie", "connect.sid=" + cookie);
    }

    /** A customer who has just registered. */
    public record Customer(String id, String email, String password, String cookie) {}

    public Customer register() {
        String email = "c-" + UUID.randomUUID() + "@example.com";
        String password = "correct horse " + UUID.randomUUID();
        Response response = json(Map.of("email", email, "password", password)).post("/store/customers");
        return new Customer(response.path("customer.id"), email, password, sessionCookie(response));
    }

    /** The value of {@code connect.sid} in the answer, percent-encoding included. */
    public static String sessionCookie(Response response) {
        String header = response.headers().getValues("Set-Cookie").stream()
                .filter(value -> value.startsWith("connect.sid="))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no connect.sid in the answer: " + response.asString()));
        return header.substring("connect.sid=".length(), header.indexOf(';'));
    }

    public String token(Customer customer) {
        return json(Map.of("email", customer.email(), "password", customer.password()))
                .post("/store/auth/token")
                .path("access_token");
    }
}
