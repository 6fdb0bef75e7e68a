package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.storelatch.outbox.NotificationType;
import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.BreachService;
import dev.storelatch.support.MailedLinks;
import dev.storelatch.support.ServerTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** New passwords that are checked for data breaches, and refused if that is not possible. */
@ServerTest
@TestPropertySource(
        properties = {
            "storelatch.password.breach-check.enabled=true",
            "storelatch.password.breach-check.timeout=10s",
            "storelatch.password.breach-check.unavailable=refuse"
        })
@ExtendWith(OutputCaptureExtension.class)
class BreachCheckTest {

    private static final BreachService SERVICE = new BreachService();
    private static final String FOUND = "password has appeared in a data breach";

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    List<NotificationType> notificationTypes;

    private final String breached = "breached " + UUID.randomUUID();

    @DynamicPropertySource
    static void service(DynamicPropertyRegistry registry) {
        registry.add("storelatch.password.breach-check.url", SERVICE::url);
    }

    @BeforeEach
    void know() {
        SERVICE.know(breached);
    }

    @AfterAll
    static void stop() {
        SERVICE.close();
    }

    @Test
    void registrationIsRefused(CapturedOutput output) {
        String email = Api.newEmail();

        assertRefused(api.json(Api.credentials(email, breached)).post("/store/customers"));

        assertThat(api.request().get("/store/auth/" + email).<Boolean>path("exists"))
                .isFalse();
        assertThat(output)
                .doesNotContain(breached)
                .doesNotContain(BreachService.rest(breached))
                .doesNotContain("/range/");
    }

    @Test
    void changeIsRefused() {
        Customer customer = api.register();

        assertRefused(api.json(Map.of("password", breached), customer.cookie()).post("/store/customers/me"));

        assertThat(api.login(customer).statusCode()).isEqualTo(200);
    }

    @Test
    void resetIsRefusedAndItsLinkStaysValid() {
        Customer customer = api.register();
        api.json(Map.of("email", customer.email())).post("/store/customers/password-token");
        String token = new MailedLinks(jdbc, notificationTypes).token(MailedLinks.RESET, customer.id());

        assertRefused(reset(customer, token, breached));

        assertThat(reset(customer, token, "quite new " + UUID.randomUUID()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void passwordsThatAdministratorsSetAreRefused() {
        String admin = admins.token(admins.add());
        Customer customer = api.register();

        assertRefused(post(admin, "/admin/customers", customer(breached)));
        assertRefused(post(admin, "/admin/customers/" + customer.id(), Map.of("password", breached)));
        assertRefused(post(admin, "/admin/users", Api.credentials(Api.newEmail(), breached)));
        assertThat(post(admin, "/admin/customers", customer("quite new " + UUID.randomUUID()))
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void passwordOfAnInvitedUserIsRefused() {
        String admin = admins.token(admins.add());
        String email = Api.newEmail();
        post(admin, "/admin/invites", Map.of("user", email, "role", "member"));
        String token = api.bearer(admin)
                .get("/admin/invites")
                .path("invites.find { it.user_email == '%s' }.token".formatted(email));

        assertRefused(api.json(Map.of(
                        "token", token, "user", Map.of("first_name", "A", "last_name", "B", "password", breached)))
                .post("/admin/invites/accept"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "password1"})
    void serviceIsNotAskedAboutPasswordsThatThePolicyRefuses(String password) {
        int before = SERVICE.requests().size();

        api.json(Api.credentials(Api.newEmail(), password))
                .post("/store/customers")
                .then()
                .statusCode(400);

        assertThat(SERVICE.requests()).hasSize(before);
    }

    @Test
    void serviceIsNotAskedAboutPasswordsThatLogIn() {
        Customer customer = api.register();
        SERVICE.know(customer.password());
        int before = SERVICE.requests().size();

        assertThat(api.login(customer).statusCode()).isEqualTo(200);
        assertThat(api.token(customer)).isNotNull();
        assertThat(api.login(customer.withPassword(breached)).statusCode()).isEqualTo(401);

        assertThat(SERVICE.requests()).hasSize(before);
    }

    @Test
    void registrationIsRefusedForNowWhileTheServiceIsAway(CapturedOutput output) {
        String email = Api.newEmail();
        String password = "quite new " + UUID.randomUUID();
        SERVICE.respond(500, "");

        api.json(Api.credentials(email, password))
                .post("/store/customers")
                .then()
                .statusCode(503)
                .header("Retry-After", equalTo("10"))
                .body("type", equalTo("service_unavailable"));

        assertThat(output).doesNotContain(password);
        SERVICE.know();
        assertThat(api.json(Api.credentials(email, password))
                        .post("/store/customers")
                        .statusCode())
                .isEqualTo(200);
    }

    private Response reset(Customer customer, String token, String password) {
        return api.json(Map.of("email", customer.email(), "token", token, "password", password))
                .post("/store/customers/password-reset");
    }

    private Response post(String token, String path, Object body) {
        return api.bearer(token).contentType("application/json").body(body).post(path);
    }

    private static Map<String, String> customer(String password) {
        return Map.of("email", Api.newEmail(), "first_name", "A", "last_name", "B", "password", password);
    }

    private static void assertRefused(Response response) {
        response.then()
                .statusCode(400)
                .body(equalTo("{\"type\":\"invalid_data\",\"message\":\"%s\"}".formatted(FOUND)));
    }
}
