package dev.storelatch.security;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.MailedLinks;
import dev.storelatch.support.ServerTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/**
 * ASVS 16.2.5: whatever customers and users do, no secret is in the log (the server's own and Spring's at level DEBUG), in
 * the audit log and its lines, in the metrics, or in the outbox. Spring logs URLs at that level, in which no route takes a
 * secret. The mail server is away, so that messages stay in the outbox.
 */
@ServerTest
@Import(MailedLinks.class)
@TestPropertySource(
        properties = {
            "management.server.port=0",
            "storelatch.audit.log=true",
            "storelatch.mail.from=shop@example.com",
            "spring.mail.host=127.0.0.1",
            "spring.mail.port=1"
        })
class LeakedSecretsTest {

    private static final List<String> LOGGERS =
            List.of("dev.storelatch", "storelatch", "org.springframework", "org.apache.catalina", "com.zaxxer.hikari");

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    MailedLinks links;

    @Autowired
    JdbcClient jdbc;

    @LocalManagementPort
    int managementPort;

    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Map<Logger, Level> levels = new LinkedHashMap<>();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void capture() {
        log.start();
        root.addAppender(log);
        LOGGERS.stream().map(name -> (Logger) LoggerFactory.getLogger(name)).forEach(logger -> {
            levels.put(logger, logger.getLevel());
            logger.setLevel(Level.DEBUG);
        });
    }

    @AfterEach
    void release() {
        root.detachAppender(log);
        levels.forEach(Logger::setLevel);
    }

    @Test
    void noSecretIsLoggedAuditedMeasuredOrQueued() {
        String admin = admin();
        Customer customer = customer();
        user(admin);
        addHashes(customer);

        assertThat(secrets)
                .hasSizeGreaterThan(25)
                .allSatisfy((name, secret) -> assertThat(secret).as(name).hasSizeGreaterThan(15));
        assertNone("log", logged());
        assertNone("audit log", rows("storelatch.audit_event"));
        assertNone(
                "audit events",
                api.bearer(admin).get("/admin/audit-events?limit=100").asString());
        assertNone(
                "metrics",
                given().port(managementPort).get("/actuator/prometheus").asString());
        assertNone("outbox", rows("storelatch.outbox"));
        assertThat(logged()).contains("authn_login_success", "authn_password_change");
    }

    private void assertNone(String place, String text) {
        assertThat(text).as(place).isNotEmpty();
        assertThat(secrets)
                .as(place)
                .allSatisfy((name, secret) ->
                        assertThat(text.contains(secret)).as(name).isFalse());
    }

    private String admin() {
        AdminApi.User user = admins.add();
        secrets.put("password of the administrator", user.password());
        String token = admins.token(user);
        secrets.put("token of the administrator", token);
        addSession("session of the administrator", admins.newSession(user));
        return token;
    }

    private Customer customer() {
        Customer customer = api.register();
        secrets.put("password", customer.password());
        addSession("session of the registration", customer.cookie());
        Response login = api.login(customer);
        addSession("session of the log-in", Api.sessionCookie(login));
        secrets.put("device", Api.deviceCookie(login));
        secrets.put("token", api.token(customer));
        tokens(customer);
        for (String path : List.of("/store/auth", "/store/auth/token", "/admin/auth")) {
            api.json(Api.credentials(customer.email(), typed("wrong password for " + path)))
                    .post(path);
        }
        String common = "password123";
        api.json(Map.of("password", common), customer.cookie()).post("/store/customers/me");
        api.json(
                        Map.of("password", typed("new password"), "current_password", typed("wrong current password")),
                        customer.cookie())
                .post("/store/customers/me")
                .then()
                .statusCode(401);
        invalidCredentials(customer);
        return withNewPasswords(customer);
    }

    private void tokens(Customer customer) {
        Response first = api.refreshableLogin(customer);
        secrets.put("access token", first.path("access_token"));
        secrets.put("refresh token", first.path("refresh_token"));
        Response second = api.refresh(first.path("refresh_token"));
        secrets.put("second access token", second.path("access_token"));
        secrets.put("second refresh token", second.path("refresh_token"));
        String stolen = first.<String>path("refresh_token").substring(0, 30)
                + typed("stolen").replace(' ', '-');
        api.refresh(stolen).then().statusCode(401);
        secrets.put("refresh token with a wrong end", stolen);
    }

    private void invalidCredentials(Customer customer) {
        String forged = customer.cookie().substring(0, 30) + UUID.randomUUID();
        secrets.put("forged cookie", forged);
        api.cookie(forged).get("/store/auth").then().statusCode(401);
        String altered = secrets.get("token") + "x";
        secrets.put("altered token", altered);
        api.bearer(altered).get("/store/auth").then().statusCode(401);
        String apiToken = typed("unknown-api-token").replace(' ', '-');
        api.request()
                .header("x-medusa-access-token", apiToken)
                .get("/admin/auth")
                .then()
                .statusCode(401);
        api.json("{\"email\":\"x@example.com\",\"password\":\"" + typed("password of broken JSON"))
                .post("/store/auth")
                .then()
                .statusCode(400);
        api.json(Map.of("email", "no address", "password", typed("password beside a mistake")))
                .post("/store/auth")
                .then()
                .statusCode(400);
    }

    private Customer withNewPasswords(Customer customer) {
        String changed = typed("changed password");
        api.json(Map.of("password", changed, "current_password", customer.password()), customer.cookie())
                .post("/store/customers/me")
                .then()
                .statusCode(200);
        api.json(Map.of("email", customer.email())).post("/store/customers/password-token");
        String link = links.token(MailedLinks.RESET, customer.id());
        secrets.put("reset token", link);
        String reset = typed("password of the reset");
        for (int status : new int[] {200, 401}) {
            api.json(Map.of("email", customer.email(), "token", link, "password", reset))
                    .post("/store/customers/password-reset")
                    .then()
                    .statusCode(status);
        }
        String cookie = api.newSession(customer.withPassword(reset));
        addSession("session that logs out", cookie);
        api.cookie(cookie).delete("/store/auth").then().statusCode(200);
        return customer.withPassword(reset);
    }

    private void user(String admin) {
        String email = Api.newEmail();
        asAdmin(admin, Map.of("user", email, "role", "admin"))
                .post("/admin/invites")
                .then()
                .statusCode(200);
        String invite = api.bearer(admin)
                .get("/admin/invites")
                .path("invites.find { it.user_email == '%s' }.token".formatted(email));
        secrets.put("invite", invite);
        api.json(Map.of("token", invite, "user", Map.of("password", typed("password of an invited user"))))
                .post("/admin/invites/accept")
                .then()
                .statusCode(200);
        AdminApi.User other = admins.add();
        String apiToken = "api-token-" + UUID.randomUUID();
        secrets.put("API token", apiToken);
        asAdmin(admin, Map.of("api_token", apiToken))
                .post("/admin/users/" + other.id())
                .then()
                .statusCode(200);
        api.request()
                .header("x-medusa-access-token", apiToken)
                .get("/admin/auth")
                .then()
                .statusCode(200);
        api.json(Map.of("email", other.email())).post("/admin/users/password-token");
        String link = links.token(MailedLinks.ADMIN_RESET, other.id());
        secrets.put("reset token of a user", link);
        api.json(Map.of("email", other.email(), "token", link, "password", typed("password of a user's reset")))
                .post("/admin/users/reset-password")
                .then()
                .statusCode(200);
    }

    private void addHashes(Customer customer) {
        secrets.put(
                "hash of a password", single("select password_hash from customer where id = '" + customer.id() + "'"));
        secrets.put("hash of a session id", single("select session_id from storelatch.session limit 1"));
        secrets.put("key of sessions", ServerTest.COOKIE_SECRET);
        secrets.put("key of tokens", ServerTest.JWT_SECRET);
        secrets.put("key of visitors", ServerTest.VISITOR_SECRET);
    }

    private String single(String sql) {
        return jdbc.sql(sql).query(String.class).single();
    }

    /** Returns a secret that a client types. */
    private String typed(String name) {
        String secret = name.replaceAll("\\W", " ") + " " + UUID.randomUUID();
        secrets.put(name, secret.substring(secret.length() - 36));
        return secret;
    }

    /** Adds the id only, since a part of the cookie would be as bad. */
    private void addSession(String name, String cookie) {
        String decoded = URLDecoder.decode(cookie, StandardCharsets.UTF_8);
        secrets.put(name, decoded.substring("s:".length(), decoded.indexOf('.')));
    }

    private RequestSpecification asAdmin(String token, Object body) {
        return api.bearer(token).contentType("application/json").body(body);
    }

    private String rows(String table) {
        return String.join(
                "\n",
                jdbc.sql("select t::text from " + table + " t")
                        .query(String.class)
                        .list());
    }

    private String logged() {
        return List.copyOf(log.list).stream()
                .map(event -> event.getFormattedMessage() + " " + event.getMDCPropertyMap()
                        + ThrowableProxyUtil.asString(event.getThrowableProxy()))
                .collect(Collectors.joining("\n"));
    }
}
