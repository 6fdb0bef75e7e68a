package dev.storelatch.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.Storelatch;
import dev.storelatch.outbox.NotificationType;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.MailedLinks;
import dev.storelatch.support.TestPostgres;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * ASVS 13.3.1: "Rotating a secret" of {@code docs/deploying.md}, step by step, with two servers on one database. Since there
 * are two, it also shows that a log-out at one of them counts at the other (ASVS 7.4.1).
 */
class SecretRotationTest {

    private static final String OLD = "old-secret-kT7mQ2vX9zB4nR6wL1pY8sD3fG5hJ0cA";
    private static final String NEW = "new-secret-aZ3xC5vB7nM9qW2eR4tY6uI8oP1sD0fG";

    private final String database = TestPostgres.newDatabase();

    /** What one log-in of each kind has given a customer. */
    private record Credentials(String cookie, String token, String refreshToken) {

        static Credentials of(Api server, Customer customer) {
            return new Credentials(
                    server.newSession(customer),
                    server.token(customer),
                    server.refreshableLogin(customer).path("refresh_token"));
        }

        void assertStatus(Api server, int status) {
            assertThat(server.cookieStatus(cookie)).as("cookie").isEqualTo(status);
            assertThat(server.tokenStatus(token)).as("token").isEqualTo(status);
        }
    }

    @Test
    void rotationLogsNobodyOutUntilTheOldSecretIsRemoved() {
        try (ConfigurableApplicationContext first = start(OLD + "," + NEW)) {
            assertThat(jdbc(first)
                            .sql("select (select count(*) from customer) + (select count(*) from \"user\")")
                            .query(Long.class)
                            .single())
                    .as("a new database has no account")
                    .isZero();
            Api firstServer = api(first);
            Customer customer = firstServer.register();
            Credentials old = Credentials.of(firstServer, customer);
            String oldLink = link(first, firstServer, customer);

            try (ConfigurableApplicationContext second = start(NEW + "," + OLD)) {
                Api secondServer = api(second);
                Credentials current = Credentials.of(secondServer, customer);
                for (Api server : List.of(firstServer, secondServer)) {
                    old.assertStatus(server, 200);
                    current.assertStatus(server, 200);
                }
                assertThat(secondServer.refresh(old.refreshToken()).statusCode())
                        .isEqualTo(200);
                assertThat(reset(secondServer, customer, oldLink)).isEqualTo(200);
                old.assertStatus(firstServer, 401);

                logOutAtTheOtherServer(firstServer, secondServer, customer);
            }
            afterRemovalOfTheOldSecret(firstServer, customer);
        }
    }

    private void logOutAtTheOtherServer(Api first, Api second, Customer customer) {
        Credentials credentials = Credentials.of(first, customer);
        credentials.assertStatus(second, 200);

        second.bearer(credentials.token(), credentials.cookie())
                .delete("/store/auth")
                .then()
                .statusCode(200);

        for (Api server : List.of(first, second)) {
            credentials.assertStatus(server, 401);
        }
    }

    private void afterRemovalOfTheOldSecret(Api first, Customer customer) {
        Credentials old = Credentials.of(first, customer);
        try (ConfigurableApplicationContext last = start(NEW)) {
            Api server = api(last);

            old.assertStatus(server, 401);
            Credentials current = Credentials.of(server, customer);
            current.assertStatus(server, 200);
            current.assertStatus(first, 200);
            String link = link(last, server, customer);
            assertThat(reset(server, customer, link.substring(1) + "x")).isEqualTo(401);
            assertThat(reset(server, customer, link)).isEqualTo(200);
        }
    }

    private ConfigurableApplicationContext start(String secrets) {
        Map<String, String> settings = Map.of(
                "storelatch.local.enabled", "false",
                "spring.datasource.url", database,
                "spring.datasource.username", "postgres",
                "server.port", "0",
                "storelatch.token.secrets", secrets,
                "storelatch.session.secrets", secrets,
                "storelatch.throttle.callers", "127.0.0.0/8,::1",
                "storelatch.links.password-reset", "https://shop.example.com/reset#token={token}&email={email}",
                "storelatch.password.argon2.memory", "1MB",
                "storelatch.password.argon2.iterations", "1");
        return new SpringApplicationBuilder(Storelatch.class)
                .logStartupInfo(false)
                .run(settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }

    private static Api api(ConfigurableApplicationContext server) {
        return new Api(Objects.requireNonNull(((WebServerApplicationContext) server).getWebServer())
                .getPort());
    }

    private static JdbcClient jdbc(ConfigurableApplicationContext server) {
        return server.getBean(JdbcClient.class);
    }

    private static String link(ConfigurableApplicationContext context, Api server, Customer customer) {
        server.json(Map.of("email", customer.email()))
                .post("/store/customers/password-token")
                .then()
                .statusCode(204);
        return new MailedLinks(
                        jdbc(context),
                        List.copyOf(
                                context.getBeansOfType(NotificationType.class).values()))
                .token(MailedLinks.RESET, customer.id());
    }

    /** Resets the password to the same one, which ends all log-ins. */
    private static int reset(Api server, Customer customer, String token) {
        return server.json(Map.of("email", customer.email(), "token", token, "password", customer.password()))
                .post("/store/customers/password-reset")
                .statusCode();
    }
}
