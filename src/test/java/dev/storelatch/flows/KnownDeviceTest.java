package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.equalTo;

import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ConcurrentCalls;
import dev.storelatch.support.MailedLinks;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.TestClock;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The cookie {@code storelatch.device}: a browser on which the owner has logged in is not kept out by strangers. */
@ServerTest
@Import(MailedLinks.class)
class KnownDeviceTest {

    private static final String WRONG = "not the password";

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MailedLinks links;

    private Duration travelled = Duration.ZERO;

    @AfterEach
    void travelBack() {
        clock.advance(travelled.negated());
    }

    /**
     * Ten tries a second for five minutes. In the first case the owner is in the same network as the stranger; in the second
     * each try comes from another site.
     */
    @ParameterizedTest
    @CsvSource({"192.0.2.7, 10", "2001:db8:%x::1, 10"})
    void strangerDoesNotKeepTheOwnersBrowserOut(String network, int secondsBetweenLogins) throws Exception {
        Customer owner = api.register();
        String device = deviceOf(owner);
        Stranger stranger = new Stranger(owner.email(), network::formatted);

        Instant start = clock.instant();
        int passed = 0;
        for (int attempt = 0; attempt < 3_000; attempt++) {
            passed += stranger.guess() == 401 ? 1 : 0;
            clock.advance(Duration.ofMillis(100));
            if (attempt % (secondsBetweenLogins * 10) == 0) {
                login(owner, device, "192.0.2.7").then().statusCode(200);
            }
        }

        long minutes = Duration.between(start, clock.instant()).toMinutes();
        assertThat(passed).as("guesses that were verified").isBetween(10, 11 + (int) minutes);
        stranger.guess();
        assertThat(login(owner, "", "198.51.100.20").statusCode())
                .as("an unknown browser")
                .isEqualTo(429);
    }

    @Test
    void logInAndRegistrationSetTheCookieWithTheAttributesOfTheSession() {
        Response registered = api.json(Api.credentials(Api.newEmail(), "correct horse battery"))
                .post("/store/customers");
        Response loggedIn = api.login(api.register());
        AdminApi.User admin = admins.add();
        Response administrator =
                api.json(Api.credentials(admin.email(), admin.password())).post("/admin/auth");

        assertThat(List.of(registered, loggedIn, administrator)).allSatisfy(response -> {
            List<String> cookies = response.headers().getValues("Set-Cookie");
            assertThat(cookies).hasSize(2);
            assertThat(cookies.get(0)).startsWith("connect.sid=");
            assertThat(cookies.get(1)).matches("storelatch\\.device=[\\w-]{43}; .*");
            assertThat(withoutValueAndExpiry(cookies.get(1))).isEqualTo(withoutValueAndExpiry(cookies.get(0)));
            assertThat(expiry(cookies.get(1)))
                    .isCloseTo(clock.instant().atZone(clock.getZone()).plusDays(180), within(1, ChronoUnit.HOURS));
        });
    }

    @Test
    void laterLogInsKeepTheCookieAndItSurvivesLogOut() {
        Customer owner = api.register();
        String device = deviceOf(owner);
        Response again = login(owner, device, "192.0.2.7");

        assertThat(Api.deviceCookie(again)).isEqualTo(device);
        Response logOut = api.request()
                .header("Cookie", "connect.sid=" + Api.sessionCookie(again) + "; storelatch.device=" + device)
                .delete("/store/auth");
        assertThat(logOut.headers().getValues("Set-Cookie"))
                .singleElement()
                .satisfies(cookie -> assertThat(cookie).startsWith("connect.sid="));
        exhaust(owner);
        login(owner, device, "192.0.2.7").then().statusCode(200);
    }

    /** Otherwise somebody could plant a cookie of his own (ASVS 7.2.4). */
    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void cookieThatTheServerHasNotSetIsNotAdopted(String planted) {
        Customer owner = api.register();

        assertThat(Api.deviceCookie(login(owner, planted, "192.0.2.7")))
                .matches("[\\w-]{43}")
                .isNotEqualTo(planted);
        exhaust(owner);
        login(owner, planted, "198.51.100.21").then().statusCode(429);
    }

    @Test
    void cookieLogsNobodyIn() {
        String device = deviceOf(api.register());

        for (String path : List.of("/store/customers/me", "/store/auth", "/admin/auth")) {
            withDevice(device).get(path).then().statusCode(401);
        }
    }

    @Test
    void databaseHoldsOnlyTheHash() {
        Customer owner = api.register();
        String device = deviceOf(owner);

        assertThat(jdbc.sql("select d::text from storelatch.known_device d where account_id = ?")
                        .param(owner.id())
                        .query(String.class)
                        .list())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row).doesNotContain(device).doesNotContain(owner.email()));
        assertThat(jdbc.sql("""
                        select count(*) from storelatch.known_device
                        where account_id = ? and hash = sha256(convert_to(?, 'UTF8'))
                        """).params(owner.id(), device).query(Integer.class).single())
                .isEqualTo(1);
    }

    /** Somebody who has stolen the cookie must not guess without limit. */
    @Test
    void attemptsOnADeviceHaveABudgetOfTheirOwn() {
        Customer owner = api.register();
        String device = deviceOf(owner);
        for (int i = 0; i < 10; i++) {
            login(owner.withPassword(WRONG), device, "192.0.2.7").then().statusCode(401);
        }

        Response refusal = login(owner, device, "192.0.2.7");

        refusal.then().statusCode(429).body("message", equalTo("Too many attempts. Try again later."));
        assertThat(Integer.parseInt(refusal.header("Retry-After"))).isBetween(1, 60);
        assertThat(refusal.headers().getValues("Set-Cookie")).isEmpty();
        login(owner, "", "192.0.2.7").then().statusCode(200);
        clock.advance(Duration.ofMinutes(1));
        login(owner, device, "192.0.2.7").then().statusCode(200);
        login(owner, device, "192.0.2.7").then().statusCode(200);
    }

    @Test
    @Tag("races")
    void ofConcurrentAttemptsOnADeviceExactlyTheBudgetIsVerified() throws Exception {
        Customer owner = api.register();
        String device = deviceOf(owner);

        List<Integer> statuses = ConcurrentCalls.run(
                16,
                thread -> login(owner.withPassword(WRONG), device, "192.0.2.7").statusCode());

        assertThat(statuses).containsOnly(401, 429);
        assertThat(statuses.stream().filter(status -> status == 401).count()).isLessThanOrEqualTo(10);
    }

    @Test
    void deviceOfAnotherAccountDoesNotHelp() {
        Customer owner = api.register();
        String device = deviceOf(api.register());
        exhaust(owner);

        login(owner, device, "198.51.100.22").then().statusCode(429);
    }

    @Test
    void accountsThatShareABrowserShareTheCookie() {
        Customer first = api.register();
        Customer second = api.register();
        String device = deviceOf(first);

        assertThat(Api.deviceCookie(login(second, device, "192.0.2.7"))).isEqualTo(device);

        exhaust(first);
        exhaust(second);
        login(first, device, "192.0.2.7").then().statusCode(200);
        login(second, device, "192.0.2.7").then().statusCode(200);
    }

    /** Anybody can register the address of an administrator as a customer. */
    @Test
    void realmsAreBoundSeparately() {
        AdminApi.User admin = admins.add();
        Response registered = api.json(Api.credentials(admin.email(), "correct horse battery"))
                .post("/store/customers");
        String device = Api.deviceCookie(registered);
        for (int i = 0; i < 10; i++) {
            adminLogin(admin.email(), WRONG, "").then().statusCode(401);
        }

        adminLogin(admin.email(), admin.password(), device).then().statusCode(429);

        clock.advance(Duration.ofMinutes(1));
        String known = Api.deviceCookie(adminLogin(admin.email(), admin.password(), device));
        assertThat(known).isEqualTo(device);
        for (int i = 0; i < 10; i++) {
            adminLogin(admin.email(), WRONG, "");
        }
        adminLogin(admin.email(), admin.password(), "").then().statusCode(429);
        adminLogin(admin.email(), admin.password(), known).then().statusCode(200);
    }

    /** Clients of the contract get no cookie with a token, but may send the one of a log-in. */
    @Test
    void tokenRouteReadsTheCookieAndSetsNone() {
        Customer owner = api.register();
        String device = deviceOf(owner);
        exhaust(owner);

        Response token = withDevice(device)
                .body(Api.credentials(owner.email(), owner.password()))
                .post("/store/auth/token");

        assertThat(token.statusCode()).isEqualTo(200);
        assertThat(token.headers().getValues("Set-Cookie")).isEmpty();
        assertThat(api.json(Api.credentials(owner.email(), owner.password()))
                        .post("/store/auth/token")
                        .statusCode())
                .isEqualTo(429);
    }

    @Test
    void currentPasswordIsCheckedOnTheBudgetOfTheDevice() {
        Customer owner = api.register();
        String device = deviceOf(owner);
        exhaust(owner);
        Map<String, String> change = Map.of("first_name", "Ada", "current_password", owner.password());

        api.json(change, owner.cookie()).post("/store/customers/me").then().statusCode(429);
        api.request()
                .contentType("application/json")
                .body(change)
                .header("Cookie", "connect.sid=" + owner.cookie() + "; storelatch.device=" + device)
                .post("/store/customers/me")
                .then()
                .statusCode(200);
    }

    @Test
    void deviceIsForgottenHalfAYearAfterItsLastLogIn() {
        Customer owner = api.register();
        String device = deviceOf(owner);
        travel(Duration.ofDays(179));
        login(owner, device, "192.0.2.7").then().statusCode(200);
        travel(Duration.ofDays(179));
        exhaust(owner);
        login(owner, device, "192.0.2.7").then().statusCode(200);

        travel(Duration.ofDays(181));
        exhaust(owner);

        login(owner, device, "198.51.100.23").then().statusCode(429);
    }

    @Test
    void accountHasTenDevicesOfWhichTheOldestIsForgotten() {
        Customer owner = api.register();
        String oldest = deviceOf(owner);
        clock.advance(Duration.ofSeconds(1));
        String second = deviceOf(owner);
        for (int i = 0; i < 9; i++) {
            clock.advance(Duration.ofSeconds(1));
            deviceOf(owner);
        }

        assertThat(devices(owner)).isEqualTo(10);
        exhaust(owner);
        login(owner, oldest, "198.51.100.24").then().statusCode(429);
        login(owner, second, "192.0.2.7").then().statusCode(200);
    }

    /** Whoever collects accounts on one browser must not make its look-ups slow. */
    @Test
    void browserWithManyAccountsGetsANewCookie() {
        String device = deviceOf(api.register());
        for (int i = 1; i < 20; i++) {
            assertThat(Api.deviceCookie(login(api.register(), device, "192.0.2.7")))
                    .isEqualTo(device);
        }

        assertThat(Api.deviceCookie(login(api.register(), device, "192.0.2.7"))).isNotEqualTo(device);
    }

    @Test
    void changedAddressKeepsTheDevice() {
        Customer owner = api.register();
        String device = deviceOf(owner);
        Customer moved = owner.withEmail(Api.newEmail());
        api.json(Map.of("email", moved.email()), owner.cookie())
                .post("/store/customers/me")
                .then()
                .statusCode(200);
        exhaust(moved);

        login(moved, device, "192.0.2.7").then().statusCode(200);
    }

    /** A thief who knew the old password must not have more attempts than others. */
    @ParameterizedTest
    @ValueSource(strings = {"profile", "reset"})
    void newPasswordForgetsAllDevicesButThatOfTheRequest(String by) {
        Customer owner = api.register();
        String device = deviceOf(owner);
        String thief = deviceOf(owner);
        Customer changed = owner.withPassword("a quite new password");

        if (by.equals("profile")) {
            api.request()
                    .contentType("application/json")
                    .body(Map.of("password", changed.password()))
                    .header("Cookie", "connect.sid=" + owner.cookie() + "; storelatch.device=" + device)
                    .post("/store/customers/me")
                    .then()
                    .statusCode(200);
        } else {
            reset(changed, device);
        }

        assertThat(devices(owner)).isEqualTo(1);
        exhaust(owner);
        login(changed, thief, "198.51.100.25").then().statusCode(429);
        login(changed, device, "192.0.2.7").then().statusCode(200);
    }

    @Test
    void finishedResetRestoresTheAttemptsOfTheAccountAndItsDevice() {
        Customer owner = api.register();
        String device = deviceOf(owner);
        exhaust(owner);
        for (int i = 0; i < 10; i++) {
            login(owner.withPassword(WRONG), device, "192.0.2.7").then().statusCode(401);
        }
        Customer changed = owner.withPassword("a quite new password");
        reset(changed, device);

        login(changed, device, "192.0.2.7").then().statusCode(200);
        login(changed, "", "198.51.100.26").then().statusCode(200);
    }

    /** A stranger who goes on guessing uses up the restored attempts before the owner has typed the new password. */
    @Test
    void resetWhileAttemptsAreUsedUpMakesTheBrowserKnown() {
        Customer owner = api.register();
        exhaust(owner);
        Customer changed = owner.withPassword("a quite new password");
        String device = Api.deviceCookie(reset(changed, ""));
        exhaust(changed);

        login(changed, device, "198.51.100.27").then().statusCode(200);
    }

    @Test
    void resetOfAnAdministratorWhileAttemptsAreUsedUpMakesTheBrowserKnown() {
        AdminApi.User admin = admins.add();
        for (int i = 0; i < 10; i++) {
            adminLogin(admin.email(), WRONG, "").then().statusCode(401);
        }
        api.json(Map.of("email", admin.email())).post("/admin/users/password-token");
        Response reset = api.json(Map.of(
                        "token", links.token(MailedLinks.ADMIN_RESET, admin.id()), "password", "a quite new password"))
                .post("/admin/users/reset-password");

        for (int i = 0; i < 10; i++) {
            adminLogin(admin.email(), WRONG, "").then().statusCode(401);
        }
        adminLogin(admin.email(), "a quite new password", "").then().statusCode(429);
        adminLogin(admin.email(), "a quite new password", Api.deviceCookie(reset))
                .then()
                .statusCode(200);
    }

    @Test
    void administratorRestoresTheAttemptsOfADevice() {
        Customer owner = api.register();
        String device = deviceOf(owner);
        for (int i = 0; i < 10; i++) {
            login(owner.withPassword(WRONG), device, "192.0.2.7").then().statusCode(401);
        }
        api.bearer(admins.token(admins.add()))
                .delete("/admin/customers/" + owner.id() + "/rate-limits")
                .then()
                .statusCode(200);

        login(owner, device, "192.0.2.7").then().statusCode(200);
    }

    @Test
    void lockedAccountHasNoDevices() {
        Customer owner = api.register();
        api.bearer(admins.token(admins.add()))
                .contentType("application/json")
                .body(Map.of("reason", UUID.randomUUID().toString()))
                .post("/admin/customers/" + owner.id() + "/lock")
                .then()
                .statusCode(200);

        assertThat(devices(owner)).isZero();
    }

    private void travel(Duration duration) {
        travelled = travelled.plus(duration);
        clock.advance(duration);
    }

    private Response reset(Customer changed, String device) {
        api.json(Map.of("email", changed.email()))
                .post("/store/customers/password-token")
                .then()
                .statusCode(204);
        Response response = withDevice(device)
                .body(Map.of(
                        "email", changed.email(),
                        "token", links.token(MailedLinks.RESET, changed.id()),
                        "password", changed.password()))
                .post("/store/customers/password-reset");
        response.then().statusCode(200);
        return response;
    }

    /** Logs in on a new browser and returns its cookie. */
    private String deviceOf(Customer customer) {
        return Api.deviceCookie(api.login(customer));
    }

    /** Uses up the attempts of strangers. */
    private void exhaust(Customer customer) {
        for (int i = 0; i < 10; i++) {
            api.login(customer.withPassword(WRONG)).then().statusCode(401);
        }
        api.login(customer).then().statusCode(429);
    }

    private Response login(Customer customer, String device, String address) {
        return withDevice(device)
                .header("X-Forwarded-For", address)
                .body(Api.credentials(customer.email(), customer.password()))
                .post("/store/auth");
    }

    private Response adminLogin(String email, String password, String device) {
        return withDevice(device).body(Api.credentials(email, password)).post("/admin/auth");
    }

    private RequestSpecification withDevice(String device) {
        return api.request().contentType("application/json").header("Cookie", "storelatch.device=" + device);
    }

    private int devices(Customer customer) {
        return jdbc.sql("select count(*) from storelatch.known_device where account_id = ?")
                .param(customer.id())
                .query(Integer.class)
                .single();
    }

    private static String withoutValueAndExpiry(String cookie) {
        return cookie.replaceFirst("^[^;]*", "").replaceFirst("Expires=[^;]*", "Expires");
    }

    private static ZonedDateTime expiry(String cookie) {
        return ZonedDateTime.parse(
                cookie.replaceFirst(".*Expires=([^;]*);.*", "$1"), DateTimeFormatter.RFC_1123_DATE_TIME);
    }

    /** Guesses passwords without keeping cookies. */
    private final class Stranger {

        private final HttpClient http = HttpClient.newHttpClient();
        private final String email;
        private final IntFunction<String> address;
        private int guesses;

        Stranger(String email, IntFunction<String> address) {
            this.email = email;
            this.address = address;
        }

        int guess() throws IOException, InterruptedException {
            guesses++;
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + api.port() + "/store/auth"))
                    .header("Content-Type", "application/json")
                    .header("X-Forwarded-For", address.apply(guesses))
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "{\"email\":\"%s\",\"password\":\"guess %d\"}".formatted(email, guesses)))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }
}
