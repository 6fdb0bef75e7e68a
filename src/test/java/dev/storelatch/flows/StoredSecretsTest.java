package dev.storelatch.flows;

import static dev.storelatch.support.Api.credentials;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.Authenticators;
import dev.storelatch.support.ServerTest;
import io.restassured.response.Response;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** No column of any table, Medusa's or ours, has a secret that somebody could log in with. */
@ServerTest
@TestPropertySource(
        properties = {
            "storelatch.customer.confirm-email-change=true",
            "storelatch.throttle.device.notice=true",
            "storelatch.links.token-in-events=true",
            "storelatch.audit.log=true"
        })
class StoredSecretsTest {

    private static final GreenMail SMTP = new GreenMail(ServerSetup.SMTP.dynamicPort());
    private static final MailBox MAILS = new MailBox(SMTP);
    private static final ReceivedEvents SHOP = new ReceivedEvents();

    /** Shorter parts of a token are not secret: its format, or the header of a JWT. */
    private static final int SHORTEST_PART = 20;

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    Authenticators authenticators;

    @Autowired
    JdbcClient jdbc;

    private final Map<String, String> secrets = new LinkedHashMap<>();

    @DynamicPropertySource
    static void receivers(DynamicPropertyRegistry properties) {
        MAILS.start(properties);
        SHOP.register(properties);
    }

    @AfterAll
    static void stop() {
        SMTP.stop();
        SHOP.stop();
    }

    @Test
    void noColumnHasASecretThatWasUsed() {
        addSettings();
        Customer customer = changeEmail(resetPassword(registerAndLogIn()));
        claimOrder();
        useSecondFactors();
        administer();
        leaveLinksUnused();
        await().atMost(Duration.ofSeconds(60)).until(() -> waiting() == 0);

        Map<String, String> columns = dump();

        assertThat(secrets).hasSizeGreaterThan(30);
        assertThat(columns.get("public.customer.email")).contains(customer.email());
        assertThat(columns.get("storelatch.outbox.type")).contains("customer.password_reset", "invite.created");
        secrets.forEach(
                (name, secret) -> assertThat(found(secret, columns)).as(name).isEmpty());
    }

    /** The search itself must be able to fail. */
    @ParameterizedTest
    @ValueSource(strings = {"plain", "upper-case hex", "base64", "base64url", "bytes", "decoded", "part"})
    void aStoredSecretIsFound(String form) {
        String secret = "s%3A" + UUID.randomUUID() + "." + UUID.randomUUID() + "~~~???";
        byte[] bytes = secret.getBytes(UTF_8);
        String stored = switch (form) {
            case "plain" -> "-" + secret + "-";
            case "upper-case hex" -> HexFormat.of().withUpperCase().formatHex(bytes);
            case "base64" -> Base64.getEncoder().encodeToString(bytes);
            case "base64url" -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            case "decoded" -> URLDecoder.decode(secret, UTF_8);
            case "part" -> secret.substring(4, 40);
            default -> "";
        };
        String id = "cus_" + UUID.randomUUID();
        jdbc.sql("insert into customer (id, email, first_name) values (?, ?, ?)")
                .params(id, Api.newEmail(), stored)
                .update();
        if (form.equals("bytes")) {
            jdbc.sql("insert into storelatch.api_token values (?, ?)")
                    .params(id, bytes)
                    .update();
        }

        assertThat(found(secret, dump()))
                .containsExactly(form.equals("bytes") ? "storelatch.api_token.hash" : "public.customer.first_name");
        jdbc.sql("delete from storelatch.api_token where user_id = ?").param(id).update();
        jdbc.sql("delete from customer where id = ?").param(id).update();
    }

    private void addSettings() {
        secrets.put("secret of cookies", ServerTest.COOKIE_SECRET);
        secrets.put("secret of tokens", ServerTest.JWT_SECRET);
        secrets.put("secret of visitors", ServerTest.VISITOR_SECRET);
        secrets.put("secret of webhooks", ReceivedEvents.SECRET);
    }

    /** Registers, and logs in by cookie and token, also from a new device, with a wrong password and an unknown address. */
    private Customer registerAndLogIn() {
        String email = Api.newEmail();
        String password = password("of the registration");
        Response registered = api.json(credentials(email, password)).post("/store/customers");
        keepCookies("registration", registered);
        Customer customer =
                new Customer(registered.path("customer.id"), email, password, Api.sessionCookie(registered));
        keepCookies("log-in", api.login(customer));
        keepCookies("log-in in the same browser", api.login(customer, customer.cookie()));
        api.login(email, password("that was wrong")).then().statusCode(401);
        api.login(secret("mistyped address", UUID.randomUUID() + "@example.com"), password("of nobody"))
                .then()
                .statusCode(401);
        secret("access token", api.token(customer));
        Response refreshable = api.refreshableLogin(customer);
        secret("second access token", refreshable.path("access_token"));
        String refreshToken = secret("refresh token", refreshable.path("refresh_token"));
        Response refreshed = api.refresh(refreshToken);
        secret("refreshed access token", refreshed.path("access_token"));
        secret("refreshed refresh token", refreshed.path("refresh_token"));
        String loggedOut = secret("revoked access token", api.token(customer));
        api.bearer(loggedOut).delete("/store/auth").then().statusCode(200);
        return customer;
    }

    private Customer resetPassword(Customer customer) {
        api.json(Map.of("email", customer.email())).post("/store/customers/password-token");
        String token = secret("reset token", MAILS.token(customer.email(), "Choose a new password"));
        String password = password("of the reset");
        api.json(Map.of("email", customer.email(), "token", token, "password", password))
                .post("/store/customers/password-reset")
                .then()
                .statusCode(200);
        Response login = api.login(customer.withPassword(password));
        keepCookies("log-in after the reset", login);
        return new Customer(customer.id(), customer.email(), password, Api.sessionCookie(login));
    }

    private Customer changeEmail(Customer customer) {
        String changed = Api.newEmail();
        api.json(Map.of("email", changed, "current_password", customer.password()), customer.cookie())
                .post("/store/customers/me")
                .then()
                .statusCode(200);
        String token = secret("confirmation token", MAILS.token(changed, "Confirm your e-mail address"));
        api.json(Map.of("token", token))
                .post("/store/customers/email-confirm")
                .then()
                .statusCode(200);
        secret("undo token", MAILS.token(customer.email(), "Your e-mail address was changed"));
        Customer moved = customer.withEmail(changed);
        Response login = api.login(moved);
        keepCookies("log-in after the change", login);
        api.json(
                        Map.of("password", password("of the change"), "current_password", customer.password()),
                        Api.sessionCookie(login))
                .post("/store/customers/me")
                .then()
                .statusCode(200);
        return moved;
    }

    /** Sets up an app, proves it, and uses a recovery code. Codes of six digits would be found in other numbers. */
    private void useSecondFactors() {
        Customer customer = api.register();
        Response login = api.login(customer);
        keepCookies("log-in before the factor", login);
        String cookie = Api.sessionCookie(login);
        Authenticators.App app = authenticators.add("store", customer.password(), cookie);
        secret("secret of an app", app.secret());
        secrets.put("setting that encrypts it", ServerTest.FACTOR_SECRET);
        app.recoveryCodes().forEach(code -> secret("recovery code " + code, code));
        app.recoveryCodes().forEach(code -> secret("recovery code without hyphens " + code, code.replace("-", "")));
        String challenge = secret("challenge", authenticators.challenge(customer));
        secret("unused challenge", authenticators.challenge(customer));
        keepCookies(
                "log-in in two steps",
                api.json(Map.of(
                                "challenge",
                                challenge,
                                "recovery_code",
                                app.recoveryCodes().get(0)))
                        .post("/store/auth"));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> MAILS.mails(customer.email(), "The security of your account was changed")
                                .size()
                        == 2);
        api.json(Map.of("current_password", customer.password()), cookie)
                .post("/store/auth/factors/totp")
                .then()
                .statusCode(200);
    }

    private void claimOrder() {
        String guest = Api.newEmail();
        String order = GuestOrders.place(jdbc, guest);
        Customer customer = api.register();
        api.json(Map.of("order_ids", List.of(order)), customer.cookie())
                .post("/store/orders/batch/customer/token")
                .then()
                .statusCode(200);
        String token = secret("claim token", MAILS.token(guest, "Confirm the transfer of your orders to an account"));
        api.json(Map.of("token", token), customer.cookie())
                .post("/store/orders/customer/confirm")
                .then()
                .statusCode(200);
        secret("password of the claimant", customer.password());
        keep("cookie of the claimant", customer.cookie());
    }

    private void administer() {
        AdminApi.User user = admins.add();
        secret("password of the user", user.password());
        keepCookies("log-in of the user", admins.login(user));
        String bearer = secret("access token of the user", admins.token(user));
        String apiToken = secret("API token", "api-token-" + UUID.randomUUID());
        post(bearer, "/admin/users/" + user.id(), Map.of("api_token", apiToken));
        assertThat(api.request()
                        .header("x-medusa-access-token", apiToken)
                        .get("/admin/auth")
                        .statusCode())
                .isEqualTo(200);

        String invited = Api.newEmail();
        post(bearer, "/admin/invites", Map.of("user", invited, "role", "member"));
        String invite = secret("invite token", MAILS.token(invited, "You are invited to manage My Shop"));
        api.json(Map.of(
                        "token",
                        invite,
                        "user",
                        Map.of("first_name", "A", "last_name", "B", "password", password("of the invited"))))
                .post("/admin/invites/accept")
                .then()
                .statusCode(200);

        api.json(Map.of("email", user.email())).post("/admin/users/password-token");
        String reset = secret("reset token of the user", MAILS.token(user.email(), "Choose a new password"));
        api.json(Map.of("token", reset, "password", password("of the user's reset")))
                .post("/admin/users/reset-password")
                .then()
                .statusCode(200);
    }

    private void leaveLinksUnused() {
        Customer customer = api.register();
        secret("password of a customer with unused links", customer.password());
        keepCookies("log-in of a customer with unused links", api.login(customer));
        String changed = Api.newEmail();
        api.json(Map.of("email", changed), customer.cookie())
                .post("/store/customers/me")
                .then()
                .statusCode(200);
        secret("unused confirmation token", MAILS.token(changed, "Confirm your e-mail address"));
        api.json(Map.of("email", customer.email())).post("/store/customers/password-token");
        secret("unused reset token", MAILS.token(customer.email(), "Choose a new password"));

        AdminApi.User user = admins.add();
        secret("password of a user with unused links", user.password());
        String invited = Api.newEmail();
        post(admins.token(user), "/admin/invites", Map.of("user", invited, "role", "member"));
        secret("unused invite token", MAILS.token(invited, "You are invited to manage My Shop"));
    }

    private void post(String bearer, String path, Object body) {
        api.bearer(bearer)
                .contentType("application/json")
                .body(body)
                .post(path)
                .then()
                .statusCode(200);
    }

    private String password(String whose) {
        return secret("password " + whose, "correct horse " + UUID.randomUUID());
    }

    private String secret(String name, String value) {
        keep(name, value);
        return value;
    }

    private void keep(String name, String value) {
        assertThat(secrets.put(name, value)).as(name).isNull();
    }

    private void keepCookies(String name, Response response) {
        keep("session cookie of the " + name, Api.sessionCookie(response));
        keep("device cookie of the " + name, Api.deviceCookie(response));
    }

    private long waiting() {
        return jdbc.sql("select count(*) from storelatch.outbox where finished_at is null")
                .query(Long.class)
                .single();
    }

    /** Returns the columns with one of the forms of a secret. */
    private static List<String> found(String secret, Map<String, String> columns) {
        List<String> forms = forms(secret).toList();
        List<String> hex = forms.stream()
                .map(form -> HexFormat.of().formatHex(form.getBytes(UTF_8)))
                .toList();
        return columns.entrySet().stream()
                .filter(column -> forms.stream().anyMatch(column.getValue()::contains)
                        || hex.stream().anyMatch(column.getValue().toLowerCase(Locale.ROOT)::contains))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Returns a secret, its parts, and what they are in base64; a session cookie has its id and its signature as parts. */
    private static Stream<String> forms(String secret) {
        String decoded = URLDecoder.decode(secret, UTF_8);
        return Stream.of(
                        Stream.of(secret, decoded),
                        Arrays.stream(decoded.replaceFirst("^s:", "").split("[.]")))
                .flatMap(parts -> parts)
                .filter(part -> part.length() >= SHORTEST_PART)
                .flatMap(part -> Stream.of(
                        part,
                        Base64.getEncoder().withoutPadding().encodeToString(part.getBytes(UTF_8)),
                        Base64.getUrlEncoder().withoutPadding().encodeToString(part.getBytes(UTF_8))))
                .distinct();
    }

    /** Returns the text of each column of all tables; bytes are in hex. */
    private Map<String, String> dump() {
        Map<String, String> columns = new HashMap<>();
        jdbc.sql("""
                select table_schema, table_name, column_name,
                       format('select string_agg(%I::text, chr(10)) from %I.%I', column_name, table_schema, table_name) as query
                from information_schema.columns join information_schema.tables using (table_schema, table_name)
                where table_schema in ('public', 'storelatch') and table_type = 'BASE TABLE'
                """)
                .query((row, number) -> Map.entry(
                        "%s.%s.%s".formatted(row.getString(1), row.getString(2), row.getString(3)), row.getString(4)))
                .list()
                .forEach(column -> jdbc.sql(column.getValue())
                        .query((row, number) -> String.valueOf(row.getString(1)))
                        .list()
                        .forEach(text -> columns.put(column.getKey(), text)));
        return columns;
    }
}
