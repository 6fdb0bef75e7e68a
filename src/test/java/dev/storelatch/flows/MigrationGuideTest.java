package dev.storelatch.flows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.hamcrest.Matchers.equalTo;

import dev.storelatch.Storelatch;
import dev.storelatch.command.CommandLine;
import dev.storelatch.core.StartupException;
import dev.storelatch.support.Api;
import dev.storelatch.support.MedusaSample;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.SignedToken;
import io.restassured.response.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The steps of {@code docs/migrating-from-medusa.md}, one after the other on one copy of the sample database. Each is a
 * test named by the step's heading; commands, settings and SQL are read from the guide.
 */
@Tag("contract")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MigrationGuideTest {

    private static final String ADA = "cus_01M85MK3DYC0CQTPHNAVDDTJSE";
    private static final String BOB = "cus_01M85MK3F1R0M5GV1DQH05CA46";
    private static final String CLEO = "cus_01M85MK3G19CS8BRKDKVVV6MK6";
    private static final String PROXY_KEY = "a-proxy-key-7Zc1QmWxT4uYb9RkHs2LpVd";
    private static final String STRONG_SCRYPT_PREFIX = "c2NyeXB0AA8AAAAIAAAAA";

    private static String guide;
    private static String database;
    private static JdbcClient jdbc;

    @BeforeAll
    static void restore() throws IOException {
        guide = Files.readString(Path.of("docs", "migrating-from-medusa.md"));
        database = MedusaSample.newDatabase();
        jdbc = JdbcClient.create(new DriverManagerDataSource(database, "postgres", ""));
    }

    @Test
    @Order(0)
    @DisplayName("every step of the guide has its test")
    void everyStepHasItsTest() {
        List<String> steps = Stream.of(MigrationGuideTest.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Order.class)
                        && method.getAnnotation(Order.class).value() > 0)
                .sorted(Comparator.comparing(
                        method -> method.getAnnotation(Order.class).value()))
                .map(method -> method.getAnnotation(Order.class).value() + ". "
                        + method.getAnnotation(DisplayName.class).value())
                .toList();
        assertThat(found("(?m)^## (.*)$")).isEqualTo(steps);
    }

    @Test
    @Order(1)
    @DisplayName("Back up the database")
    void backUp() {
        assertThat(found("(?m)^ {4}pg_dump .*$")).hasSize(1);
        assertThat(jdbc.sql("select count(*) from customer where password_hash like 'c2NyeXB0AAEAAAAB%'")
                        .query(Long.class)
                        .single())
                .isGreaterThan(10);
    }

    @Test
    @Order(2)
    @DisplayName("Give Storelatch a role")
    void giveARole() {
        execute(sqlOf("2. Give Storelatch a role"));
        assertThat(jdbc.sql("select nspowner::regrole::text from pg_namespace where nspname = 'storelatch'")
                        .query(String.class)
                        .single())
                .isEqualTo("storelatch_server");
    }

    @Test
    @Order(3)
    @DisplayName("Choose the secrets")
    void chooseTheSecrets() {
        for (String secrets : List.of("storelatch.token.secrets", "storelatch.session.secrets")) {
            Throwable refusal = catchThrowable(() -> start("--" + secrets + "=supersecret"));
            assertThat(NestedExceptionUtils.getMostSpecificCause(refusal))
                    .isInstanceOf(StartupException.class)
                    .hasMessage(secrets + "[0] is shorter than 32 bytes.");
        }
    }

    @Test
    @Order(4)
    @DisplayName("Start Storelatch beside Medusa")
    void besideMedusa() throws GeneralSecurityException {
        String setting = found("--storelatch\\.password\\.medusa-readable=true").get(0);
        try (ConfigurableApplicationContext server = start(setting)) {
            Api api = api(server);
            assertThat(jdbc.sql("select distinct tableowner::text from pg_tables where schemaname = 'storelatch'")
                            .query(String.class)
                            .list())
                    .containsExactly("storelatch_server");
            String cookie = medusaCookie("an id that Medusa's Redis knows");
            assertThat(api.cookieStatus(cookie)).isEqualTo(401);
            Response login = api.json(Api.credentials("ada@example.com", "ada-pass-1"), cookie)
                    .post("/store/auth");
            assertThat(login.statusCode()).isEqualTo(200);
            assertThat(api.cookieStatus(Api.sessionCookie(login))).isEqualTo(200);

            assertThat(hash(ADA)).startsWith(STRONG_SCRYPT_PREFIX);
            api.json(Api.credentials("new@example.com", "a new customer's"))
                    .post("/store/customers")
                    .then()
                    .statusCode(200);
            assertThat(jdbc.sql("select password_hash from customer where email = 'new@example.com'")
                            .query(String.class)
                            .single())
                    .startsWith(STRONG_SCRYPT_PREFIX);

            assertThat(api.tokenStatus(medusaToken(Duration.ofDays(29)))).isEqualTo(200);
            assertThat(api.tokenStatus(medusaToken(Duration.ofDays(31)))).isEqualTo(401);
        }
    }

    @Test
    @Order(5)
    @DisplayName("Put Storelatch in front of Medusa")
    void inFrontOfMedusa() throws IOException {
        assertThat(found("(?m)^ {4}(STORELATCH_EDGE_\\w+)="))
                .containsExactly("STORELATCH_EDGE_PROXYKEYS", "STORELATCH_EDGE_UPSTREAM_SECRET");
        String[] settings = {
            "--storelatch.edge.proxy-keys=" + PROXY_KEY,
            "--storelatch.edge.upstream.secret=" + ServerTest.JWT_SECRET,
            "--storelatch.password.medusa-readable=true"
        };
        try (ConfigurableApplicationContext server = start(settings)) {
            Api api = api(server);
            String cookie = Api.sessionCookie(api.login("ada@example.com", "ada-pass-1"));

            String authorization = api.cookie(cookie)
                    .header("X-Storelatch-Proxy-Key", PROXY_KEY)
                    .get("/verify/store")
                    .header("Authorization");

            assertThat(SignedToken.verified(authorization.replace("Bearer ", ""), ServerTest.JWT_SECRET))
                    .hasValueSatisfying(token ->
                            assertThat(token.path("customer_id").asString()).isEqualTo(ADA));
        }
        List<String> paths = found("(?m)^\\| (`/.*?) \\|").stream()
                .flatMap(row -> Stream.of(row.split("[`, ]+", -1)))
                .filter(path -> !path.isEmpty())
                .toList();
        assertThat(paths).hasSize(20);
        assertThat(Files.readString(Path.of("ops", "nginx", "storelatch", "server.conf"))
                        .replace("\\", ""))
                .contains(paths.stream().map(path -> path.substring(1)).toList());
        assertThat(Files.readString(Path.of("ops", "caddy", "Caddyfile"))).contains(paths);
    }

    @Test
    @Order(6)
    @DisplayName("Store stronger hashes")
    void strongerHashes() {
        List<String> endings = found("(?m)^ {4}(--storelatch\\.token\\..*)$");
        assertThat(endings).hasSize(2);
        String since = endings.get(0).replaceFirst("=.*", "=" + Instant.now().minus(Duration.ofHours(1)));
        String setting = found("(?m)^ {4}(--storelatch\\.password\\.medusa-readable=false)$")
                .get(0);
        try (ConfigurableApplicationContext server = start(since, setting)) {
            Api api = api(server);
            assertThat(login(api, "ada@example.com", "ada-pass-1")).isEqualTo(200);
            assertThat(hash(ADA)).startsWith("$argon2id$");
            assertThat(api.tokenStatus(medusaToken(Duration.ofHours(2)))).isEqualTo(401);
            assertThat(api.tokenStatus(medusaToken(Duration.ZERO))).isEqualTo(200);
        }
        try (ConfigurableApplicationContext server = start(endings.get(1))) {
            Api api = api(server);
            assertThat(api.tokenStatus(medusaToken(Duration.ZERO))).isEqualTo(401);
            assertThat(login(api, "ada@example.com", "ada-pass-1")).isEqualTo(200);
        }
    }

    @Test
    @Order(7)
    @DisplayName("Store e-mails in lower case")
    void lowerCase() {
        jdbc.sql("update customer set email = 'Cleo@Example.com' where id = ?")
                .param(CLEO)
                .update();
        jdbc.sql("insert into customer (id, email, has_account) values ('cus_other', 'Bob@example.com', true)")
                .update();

        List<String> output = runCommands("lower-case-emails");

        assertThat(output.get(0)).startsWith("1 addresses would be stored in lower case");
        assertThat(output.get(1))
                .startsWith("1 addresses stored in lower case")
                .contains("  accounts: " + BOB + ", cus_other")
                .doesNotContain("@");
        assertThat(jdbc.sql("select email from customer where id = ?")
                        .param(CLEO)
                        .query(String.class)
                        .single())
                .isEqualTo("cleo@example.com");
    }

    @Test
    @Order(8)
    @DisplayName("Wrap the weak hashes")
    void wrap() {
        List<String> output = runCommands("wrap-password-hashes");

        assertThat(output)
                .satisfiesExactly(
                        dryRun -> assertThat(dryRun).contains("\"user\": 4 would be wrapped"),
                        customers ->
                                assertThat(customers).contains("customer: ").doesNotContain("user"),
                        all -> assertThat(all).startsWith("customer: 0 wrapped").contains("\"user\": 4 wrapped"));
        assertThat(jdbc.sql("""
                        select count(*) from (select password_hash from customer
                                              union all select password_hash from "user") of_all
                        where password_hash like 'c2NyeXB0AAEAAAAB%'
                        """).query(Long.class).single()).isZero();
        assertThat(hash(BOB)).startsWith("$scrypt-kdf$");
        assertThat(runCommands("wrap-password-hashes").get(2)).startsWith("customer: 0 wrapped, ");
        try (ConfigurableApplicationContext server = start()) {
            Api api = api(server);
            assertThat(login(api, "bob@example.com", "not bob's")).isEqualTo(401);
            assertThat(hash(BOB)).startsWith("$scrypt-kdf$");
            assertThat(login(api, "bob@example.com", "bob-pass-2")).isEqualTo(200);
            assertThat(hash(BOB)).startsWith("$argon2id$");
        }
    }

    @Test
    @Order(9)
    @DisplayName("Take over the administrators")
    void takeOverTheAdministrators() {
        assertThat(runCommands("promote-admin"))
                .singleElement()
                .asString()
                .endsWith(" has the role admin" + System.lineSeparator());
        assertThat(jdbc.sql("select email from \"user\" where role = 'admin' order by email")
                        .query(String.class)
                        .list())
                .containsExactly("admin@example.com", "owner@example.com");

        assertThat(runCommands("hash-api-tokens"))
                .containsExactly(
                        "1 API tokens would be hashed" + System.lineSeparator(),
                        "1 API tokens are hashed" + System.lineSeparator());
        assertThat(jdbc.sql("select count(api_token) from \"user\"")
                        .query(Long.class)
                        .single())
                .isZero();
        try (ConfigurableApplicationContext server = start()) {
            api(server)
                    .request()
                    .header("x-medusa-access-token", "owner-api-token-0001")
                    .get("/admin/auth")
                    .then()
                    .statusCode(200)
                    .body("user.email", equalTo("owner@example.com"));
        }
    }

    @Test
    @Order(10)
    @DisplayName("Go back to Medusa")
    void goBack() {
        assertThat(hash(CLEO)).startsWith("$scrypt-kdf$");
        try (ConfigurableApplicationContext server = start("--storelatch.password.medusa-readable=true")) {
            Api api = api(server);
            assertThat(login(api, "bob@example.com", "bob-pass-2")).isEqualTo(200);
            assertThat(login(api, "cleo@example.com", "cleo-pass-3")).isEqualTo(200);
        }
        assertThat(List.of(hash(BOB), hash(CLEO))).allMatch(hash -> hash.startsWith(STRONG_SCRYPT_PREFIX));

        execute(sqlOf("10. Go back to Medusa"));

        assertThat(jdbc.sql("select count(*) from customer where id in (?, ?)")
                        .params(ADA, BOB)
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    /** Starts the server with the guide's role, which has the least privileges that suffice. */
    private static ConfigurableApplicationContext start(String... more) {
        return new SpringApplicationBuilder(Storelatch.class)
                .logStartupInfo(false)
                .run(arguments(Stream.concat(
                        Stream.of(
                                "--server.port=0",
                                "--JWT_SECRET=" + ServerTest.JWT_SECRET,
                                "--COOKIE_SECRET=" + ServerTest.COOKIE_SECRET),
                        Stream.of(more))));
    }

    private static String[] arguments(Stream<String> more) {
        return Stream.concat(
                        more,
                        Stream.of(
                                "--storelatch.local.enabled=false",
                                "--storelatch.password.argon2.memory=1MB",
                                "--spring.datasource.url=" + database.replaceAll("[?&]user=postgres", "?"),
                                "--spring.datasource.username=storelatch_server",
                                "--spring.datasource.password=change-me"))
                .toArray(String[]::new);
    }

    /** Runs each call of this command in the guide and returns what it prints. */
    private static List<String> runCommands(String name) {
        return found("(?m)^ {4}java -jar target/storelatch-\\*\\.jar (" + name + ".*)$").stream()
                .map(command -> {
                    ByteArrayOutputStream out = new ByteArrayOutputStream();
                    ByteArrayOutputStream err = new ByteArrayOutputStream();
                    int code = new CommandLine(arguments(Arrays.stream(command.split(" ", -1))))
                            .run(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
                    assertThat(err.toString(UTF_8)).isEmpty();
                    assertThat(code).isZero();
                    return out.toString(UTF_8);
                })
                .toList();
    }

    private static void execute(String statements) {
        for (String statement : statements.split(";", -1)) {
            if (!statement.isBlank()) {
                jdbc.sql(statement).update();
            }
        }
    }

    private static String sqlOf(String heading) {
        return found("(?s)## " + Pattern.quote(heading) + "(?:(?!\n## ).)*?```sql\n(.*?)```")
                .get(0);
    }

    /** Returns all matches in the guide; the first group of each, if there is one. */
    private static List<String> found(String pattern) {
        return Pattern.compile(pattern)
                .matcher(guide)
                .results()
                .map(match -> match.groupCount() > 0 ? match.group(1) : match.group())
                .toList();
    }

    private static int login(Api api, String email, String password) {
        return api.login(email, password).statusCode();
    }

    private static Api api(ConfigurableApplicationContext server) {
        return new Api(server.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }

    private static String medusaToken(Duration age) {
        long issuedAt = Instant.now().minus(age).getEpochSecond();
        return SignedToken.hs256(
                Map.of("customer_id", ADA, "domain", "store", "iat", issuedAt, "exp", issuedAt + 2_592_000));
    }

    /** Returns a cookie signed as by express-session. */
    private static String medusaCookie(String id) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(ServerTest.COOKIE_SECRET.getBytes(UTF_8), "HmacSHA256"));
        String signature = Base64.getEncoder().withoutPadding().encodeToString(mac.doFinal(id.getBytes(UTF_8)));
        return URLEncoder.encode("s:" + id + "." + signature, UTF_8);
    }

    private static String hash(String customer) {
        return jdbc.sql("select password_hash from customer where id = ?")
                .param(customer)
                .query(String.class)
                .single();
    }
}
