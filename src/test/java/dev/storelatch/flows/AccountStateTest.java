package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ServerTest;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Locks of accounts, and the time and methods of log-ins, which are stored for later checks. */
@ServerTest
class AccountStateTest {

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    JdbcClient jdbc;

    @Test
    void lockedAccountCannotLogInUntilTheLockEnds() {
        Customer customer = api.register();
        String token = api.token(customer);
        String refreshToken = refreshToken(customer);

        lock(customer, "now() + interval '1 hour'");
        api.login(customer).then().statusCode(401);
        assertThat(api.tokenStatus(token)).isEqualTo(401);
        api.cookie(customer.cookie()).get("/store/auth").then().statusCode(401);
        refresh(refreshToken).statusCode(401);

        lock(customer, "now()");
        api.login(customer).then().statusCode(200);
        assertThat(api.tokenStatus(token)).isEqualTo(200);
        api.cookie(customer.cookie()).get("/store/auth").then().statusCode(200);
        refresh(refreshToken).statusCode(200);
    }

    @Test
    void lockedUserCannotLogInUntilTheLockEnds() {
        AdminApi.User user = admins.add();
        String token = admins.token(user);
        String cookie = admins.newSession(user);

        lock("admin", user.id(), "now() + interval '1 hour'");
        admins.login(user).then().statusCode(401);
        assertThat(admins.tokenStatus(token)).isEqualTo(401);
        assertThat(admins.cookieStatus(cookie)).isEqualTo(401);

        lock("admin", user.id(), "now()");
        admins.login(user).then().statusCode(200);
        assertThat(admins.tokenStatus(token)).isEqualTo(200);
        assertThat(admins.cookieStatus(cookie)).isEqualTo(200);
    }

    @Test
    void lockOfACustomerDoesNotConcernAnAdministratorOfTheSameId() {
        Customer customer = api.register();
        jdbc.sql(
                        "insert into storelatch.account_state (realm, account_id, locked_until) values ('admin', ?, 'infinity')")
                .param(customer.id())
                .update();

        api.login(customer).then().statusCode(200);
    }

    @Test
    void sessionRecordsTimeAndMethodsOfTheLogin() {
        Customer customer = api.register();
        api.login(customer);

        assertThat(jdbc.sql("""
                        select a.auth_time > now() - interval '1 hour' and a.methods = '{pwd}'
                        from storelatch.session_attributes a
                        where a.attribute_name = 'store' and a.attribute_bytes = convert_to(?, 'UTF8')
                        """).param(customer.id()).query(Boolean.class).list())
                .containsExactly(true, true);
    }

    /** A customer's log-in in a session that an administrator uses keeps the time of the administrator's log-in. */
    @Test
    void loginOfTheOtherRealmIsCarriedOverWithItsTimeAndMethods() {
        Customer customer = api.register();
        String user = "usr_" + customer.id();
        jdbc.sql("insert into \"user\" (id, email) values (?, ?)")
                .params(user, user + "@example.com")
                .update();
        jdbc.sql("""
                insert into storelatch.session_attributes
                select session_primary_id, 'admin', convert_to(:user, 'UTF8'), to_timestamp(1800000000), '{hwk,pin}'
                from storelatch.session_attributes
                where attribute_name = 'store' and attribute_bytes = convert_to(:customer, 'UTF8')
                """).param("user", user).param("customer", customer.id()).update();

        api.login(customer, customer.cookie()).then().statusCode(200);

        assertThat(jdbc.sql("""
                        select extract(epoch from auth_time)::bigint || ' ' || methods::text
                        from storelatch.session_attributes
                        where attribute_name = 'admin' and attribute_bytes = convert_to(?, 'UTF8')
                        """).param(user).query(String.class).single()).isEqualTo("1800000000 {hwk,pin}");
    }

    @Test
    void refreshableLoginRecordsItsTimeAndMethodsOnce() {
        Customer customer = api.register();
        String refreshToken = refreshToken(customer);
        String atLogin = login(customer);

        refresh(refreshToken).statusCode(200);

        assertThat(login(customer)).isEqualTo(atLogin).endsWith(" {pwd}");
    }

    private String login(Customer customer) {
        return jdbc.sql("select auth_time || ' ' || methods::text from storelatch.refresh_token where account_id = ?")
                .param(customer.id())
                .query(String.class)
                .single();
    }

    private void lock(Customer customer, String until) {
        lock("store", customer.id(), until);
    }

    private void lock(String realm, String id, String until) {
        jdbc.sql("""
                insert into storelatch.account_state (realm, account_id, locked_until, lock_reason)
                values (?, ?, %s, 'test')
                on conflict (realm, account_id) do update set locked_until = excluded.locked_until
                """.formatted(until)).params(realm, id).update();
    }

    private String refreshToken(Customer customer) {
        return api.json(Map.of("email", customer.email(), "password", customer.password(), "offline_access", true))
                .post("/store/auth/token")
                .path("refresh_token");
    }

    private ValidatableResponse refresh(String refreshToken) {
        return api.json(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken))
                .post("/store/auth/token")
                .then();
    }
}
