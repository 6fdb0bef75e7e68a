package dev.storelatch.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.Authenticators;
import dev.storelatch.support.ServerTest;
import io.restassured.response.Response;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The commands about one account do what the routes of administrators do, beside a running server. */
@ServerTest
class AccountCommandsTest {

    @Autowired
    Api api;

    @Autowired
    AdminApi adminApi;

    @Autowired
    JdbcConnectionDetails database;

    @Autowired
    Authenticators authenticators;

    @Autowired
    JdbcClient jdbc;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void endSessionsEndsEveryLogInAndNoneOfAnother() {
        Customer customer = api.register();
        Customer other = api.register();
        String token = api.token(customer);
        Response refreshable = api.refreshableLogin(customer);

        assertThat(run("end-sessions", customer.email(), "--dry-run")).isZero();
        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(200);
        assertThat(run("end-sessions", customer.email().toUpperCase(Locale.ROOT)))
                .isZero();

        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(401);
        assertThat(api.tokenStatus(token)).isEqualTo(401);
        assertThat(api.refresh(refreshable.path("refresh_token")).statusCode()).isEqualTo(401);
        assertThat(api.cookieStatus(other.cookie())).isEqualTo(200);
        assertThat(api.login(customer).statusCode()).isEqualTo(200);
        assertThat(out.toString(UTF_8))
                .contains("customer " + customer.id() + ": 1 sessions and all tokens ended")
                .doesNotContainIgnoringCase(customer.email());
        assertThat(events(customer.id())).contains("session_ended command ended_by_administrator 1 sessions");
    }

    @Test
    void lockKeepsTheAccountOutUntilItIsUnlocked() {
        Customer customer = api.register();

        assertThat(run("lock", customer.email(), "--reason=chargebacks", "--dry-run"))
                .isZero();
        assertThat(api.login(customer).statusCode()).isEqualTo(200);
        assertThat(run("lock", customer.email(), "--reason=chargebacks")).isZero();

        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(401);
        assertThat(api.login(customer).statusCode()).isEqualTo(401);
        assertThat(run("account", customer.email())).isZero();
        assertThat(out.toString(UTF_8))
                .contains("cannot log in")
                .contains("locked since 2")
                .contains("(chargebacks)");
        assertThat(run("unlock", customer.email())).isZero();
        assertThat(run("unlock", customer.email())).isZero();
        assertThat(out.toString(UTF_8)).contains(customer.id() + " is unlocked", customer.id() + " was not locked");
        assertThat(api.login(customer).statusCode()).isEqualTo(200);
        assertThat(events(customer.id())).containsOnlyOnce("authn_login_lock command", "authn_login_unlock command");
    }

    @Test
    void accountShowsSessionsThrottleAndEvents() {
        Customer customer = api.register();
        api.login(customer);
        IntStream.range(0, 15).forEach(n -> api.login(customer.withPassword("a wrong password")));

        assertThat(run("account", customer.email())).isZero();

        String text = out.toString(UTF_8);
        String handle = jdbc.sql("""
                        select session_primary_id from storelatch.session_attributes
                        where attribute_bytes = convert_to(?, 'UTF8') limit 1
                        """).param(customer.id()).query(String.class).single();
        assertThat(text)
                .startsWith("customer " + customer.id())
                .contains("can log in", handle, "too many attempts: the next log-in is possible in ")
                .contains("authn_login_fail cookie wrong_password 127.0.0.0/24")
                .contains("authn_login_fail_max cookie")
                .doesNotContain(customer.email());
    }

    @Test
    void removeFactorsLetsTheOwnerLogInByPasswordAlone() {
        Customer customer = api.register();
        Authenticators.App app = authenticators.add(customer);
        String challenge = authenticators.challenge(customer);
        assertThat(run("account", customer.email())).isZero();
        assertThat(run("remove-factors", customer.email(), "--dry-run")).isZero();
        assertThat(api.login(customer).statusCode()).isEqualTo(403);

        assertThat(run("remove-factors", customer.email())).isZero();
        assertThat(run("remove-factors", customer.email())).isZero();

        assertThat(api.login(customer).statusCode()).isEqualTo(200);
        assertThat(api.json(Map.of("challenge", challenge, "code", authenticators.code(app)))
                        .post("/store/auth")
                        .statusCode())
                .isEqualTo(401);
        assertThat(out.toString(UTF_8))
                .contains("Second factors:\n  " + app.id() + ", totp, since ")
                .contains("would lose its second factors: totp, recovery_code")
                .contains("1 second factors removed, which were totp, recovery_code")
                .contains("has no second factors")
                .doesNotContain(customer.email());
        assertThat(events(customer.id())).containsOnlyOnce("authn_factor_removed command totp");
    }

    @Test
    void userIsFoundInItsOwnRealmOnly() {
        AdminApi.User user = adminApi.add("member");

        assertThat(run("account", user.email())).isEqualTo(1);
        assertThat(out.toString(UTF_8))
                .contains("No customer has this e-mail address.")
                .contains("--realm=admin");
        assertThat(run("lock", user.email(), "--realm=admin")).isZero();
        assertThat(adminApi.login(user).statusCode()).isEqualTo(401);
    }

    @Test
    void lastAdministratorIsNotLocked() {
        AdminApi.User admin = adminApi.add();
        jdbc.sql("update \"user\" set role = 'member' where id <> ?")
                .param(admin.id())
                .update();

        assertThat(run("lock", admin.email(), "--realm=admin")).isEqualTo(1);

        assertThat(out.toString(UTF_8)).contains("is the last administrator");
        assertThat(adminApi.login(admin).statusCode()).isEqualTo(200);
        assertThat(events(admin.id())).noneMatch(event -> event.contains("lock"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"lock", "lock not-an-address", "lock a@example.com b@example.com", "lock a@example.com --realm=x"
            })
    void malformedArgumentsAreUsageErrors(String arguments) {
        assertThat(run(arguments.split(" "))).isEqualTo(2);
    }

    private int run(String... arguments) {
        String[] all = Stream.concat(
                        Stream.of(arguments),
                        Stream.of(
                                "--spring.datasource.url=" + database.getJdbcUrl(),
                                "--spring.datasource.username=" + database.getUsername()))
                .toArray(String[]::new);
        PrintStream text = new PrintStream(out, true, UTF_8);
        return new CommandLine(all).run(text, text);
    }

    private List<String> events(String account) {
        return jdbc.sql("""
                        select concat_ws(' ', event, way, reason, detail) from storelatch.audit_event
                        where account_id = ? order by id
                        """).param(account).query(String.class).list();
    }
}
