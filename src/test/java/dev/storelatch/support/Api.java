package dev.storelatch.support;

import static io.restassured.RestAssured.given;

import io.restassured.builder.RequestSpecBuilder;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * HTTP client of the running server, with the store's log-ins. Each request and response is compared with the API
 * description.
 */
@Component
@Lazy
public class Api {

    private static final List<String> CUSTOMER_COLUMNS = List.of(
            "id",
            "created_at",
            "updated_at",
            "deleted_at",
            "email",
            "first_name",
            "last_name",
            "billing_address_id",
            "phone",
            "has_account",
            "metadata");

    private final int port;
    private final ApiDescriptionFilter description = new ApiDescriptionFilter();

    /** Creates a client of the server on this port. */
    public Api(@LocalServerPort int port) {
        this.port = port;
    }

    /** Returns the server's port. */
    public int port() {
        return port;
    }

    /** Returns a request without credentials and body; paths are sent as written. */
    public RequestSpecification request() {
        return given(new RequestSpecBuilder()
                .setBaseUri("http://localhost:" + port)
                .setUrlEncodingEnabled(false)
                .addFilter(description)
                .build());
    }

    /** Returns a request with a JSON body. */
    public RequestSpecification json(Object body) {
        return request().contentType(ContentType.JSON).body(body);
    }

    /** Returns a request with a JSON body and a session cookie, as in {@link #cookie}. */
    public RequestSpecification json(Object body, String cookie) {
        return cookie(cookie).contentType(ContentType.JSON).body(body);
    }

    /** Returns a request with a bearer token. */
    public RequestSpecification bearer(String token) {
        return request().header("Authorization", "Bearer " + token);
    }

    /** Returns a request with a bearer token and a session cookie, as in {@link #cookie}. */
    public RequestSpecification bearer(String token, String cookie) {
        return cookie(cookie).header("Authorization", "Bearer " + token);
    }

    /**
     * Returns a request with a session cookie.
     *
     * @param cookie the value of {@code connect.sid} as the server sent it, percent-encoding included
     */
    public RequestSpecification cookie(String cookie) {
        return request().header("Cookie", "connect.sid=" + cookie);
    }

    /**
     * A registered customer.
     *
     * @param cookie the session cookie that the registration set
     */
    public record Customer(String id, String email, String password, String cookie) {

        /** Returns the customer after a change of the e-mail. */
        public Customer withEmail(String changed) {
            return new Customer(id, changed, password, cookie);
        }

        /** Returns the customer after a change of the password. */
        public Customer withPassword(String changed) {
            return new Customer(id, email, changed, cookie);
        }
    }

    /** Registers a customer with an address of its own. */
    public Customer register() {
        String email = newEmail();
        String password = "correct horse " + UUID.randomUUID();
        Response response = json(credentials(email, password)).post("/store/customers");
        return new Customer(response.path("customer.id"), email, password, sessionCookie(response));
    }

    /** Returns the keys of a customer in a response, in the contract's order. */
    public static List<String> customerKeys(String... relations) {
        return Stream.concat(CUSTOMER_COLUMNS.stream(), Stream.of(relations)).toList();
    }

    /** Returns an address that no account has. */
    public static String newEmail() {
        return "c-" + UUID.randomUUID() + "@example.com";
    }

    /** Returns the body of a log-in or a registration. */
    public static Map<String, String> credentials(String email, String password) {
        return Map.of("email", email, "password", password);
    }

    /** Logs in by cookie. */
    public Response login(String email, String password) {
        return json(credentials(email, password)).post("/store/auth");
    }

    /** Logs in by cookie. */
    public Response login(Customer customer) {
        return login(customer.email(), customer.password());
    }

    /** Logs in on the browser that has this session cookie. */
    public Response login(Customer customer, String cookie) {
        return json(credentials(customer.email(), customer.password()), cookie).post("/store/auth");
    }

    /** Logs in once more and returns the new session's cookie. */
    public String newSession(Customer customer) {
        return sessionCookie(login(customer));
    }

    /** Returns the value of {@code connect.sid} in the response, percent-encoding included. */
    public static String sessionCookie(Response response) {
        String header = response.headers().getValues("Set-Cookie").stream()
                .filter(value -> value.startsWith("connect.sid="))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no connect.sid in the response: " + response.asString()));
        return header.substring("connect.sid=".length(), header.indexOf(';'));
    }

    /** Returns the value of {@code storelatch.device} in the response. */
    public static String deviceCookie(Response response) {
        return response.headers().getValues("Set-Cookie").stream()
                .filter(value -> value.startsWith("storelatch.device="))
                .map(value -> value.substring("storelatch.device=".length(), value.indexOf(';')))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no storelatch.device in the response: " + response.asString()));
    }

    /** Logs in by bearer token and returns the access token. */
    public String token(Customer customer) {
        return json(credentials(customer.email(), customer.password()))
                .post("/store/auth/token")
                .path("access_token");
    }

    /** Logs in with {@code offline_access}; the response has an access token and a refresh token. */
    public Response refreshableLogin(Customer customer) {
        return json(Map.of("email", customer.email(), "password", customer.password(), "offline_access", true))
                .post("/store/auth/token");
    }

    /** Exchanges a refresh token. */
    public Response refresh(String refreshToken) {
        return json(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken))
                .post("/store/auth/token");
    }

    /** Returns the status of the customer's profile, requested with a session cookie. */
    public int cookieStatus(String cookie) {
        return cookie(cookie).get("/store/customers/me").statusCode();
    }

    /** Returns the status of the customer's profile, requested with a bearer token. */
    public int tokenStatus(String token) {
        return bearer(token).get("/store/customers/me").statusCode();
    }
}
