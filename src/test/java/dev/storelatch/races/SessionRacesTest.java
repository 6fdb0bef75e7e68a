package dev.storelatch.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.storelatch.core.Actor;
import dev.storelatch.core.CredentialsChanged;
import dev.storelatch.core.Realm;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ConcurrentCalls;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.Statements;
import dev.storelatch.support.Statements.Statement;
import dev.storelatch.support.TestClock;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Concurrent requests of one account: no log-in is lost, no ended session is valid again, and nothing fails. The limits
 * of log-ins and of hashing are raised, as they would refuse some of the concurrent log-ins.
 */
@ServerTest
@TestPropertySource(properties = {"storelatch.throttle.attempts=100", "storelatch.password.hashing.permits=4"})
@Tag("races")
class SessionRacesTest {

    private static final String SESSIONS = "/store/customers/me/sessions";

    @Autowired
    Api api;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Statements statements;

    @Autowired
    TestClock clock;

    @Autowired
    TransactionOperations transaction;

    @Autowired
    ApplicationEventPublisher events;

    @Test
    void twoHundredConcurrentRequestsWriteTheLastAccessOnce() throws Exception {
        Customer customer = api.register();
        clock.advance(Duration.ofMinutes(2));
        List<Integer> statuses = new ArrayList<>();

        List<Statement> executed = statements.during(
                () -> statuses.addAll(ConcurrentCalls.run(200, thread -> api.cookieStatus(customer.cookie()))));

        assertThat(statuses).hasSize(200).containsOnly(200);
        assertThat(executed)
                .filteredOn(statement -> statement.query().contains("update storelatch.session"))
                .extracting(Statement::rows)
                .containsExactly(1L);
    }

    @Test
    void concurrentLoginsAndLogoutsWithOneCookieDoNotFail() throws Exception {
        Customer customer = api.register();
        List<Callable<Integer>> requests = IntStream.range(0, 60)
                .<Callable<Integer>>mapToObj(i -> () -> switch (i % 3) {
                    case 0 -> api.login(customer, customer.cookie()).statusCode();
                    case 1 -> api.cookieStatus(customer.cookie());
                    default ->
                        api.cookie(customer.cookie()).delete("/store/auth").statusCode();
                })
                .toList();

        assertThat(ConcurrentCalls.run(requests)).containsAnyOf(200).isSubsetOf(200, 401);
        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(401);
    }

    /** All replace the same session, and none replaces another's. */
    @RepeatedTest(3)
    void concurrentLoginsWithOneCookieAllStayLoggedIn() throws Exception {
        Customer customer = api.register();

        List<Response> logins = ConcurrentCalls.run(16, thread -> api.login(customer, customer.cookie()));

        assertThat(logins).extracting(Response::statusCode).containsOnly(200);
        assertThat(logins)
                .extracting(response -> api.cookieStatus(Api.sessionCookie(response)))
                .containsOnly(200);
        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(401);
    }

    /** Each session is logged out twice while requests with its cookie write the last access. */
    @RepeatedTest(3)
    void loggedOutSessionIsNotValidAgain() throws Exception {
        Customer customer = api.register();
        List<String> cookies =
                IntStream.range(0, 8).mapToObj(i -> api.newSession(customer)).toList();
        clock.advance(Duration.ofMinutes(2));

        List<Integer> statuses = ConcurrentCalls.run(cookies.stream()
                .flatMap(cookie -> Stream.<Callable<Integer>>of(
                        () -> api.cookieStatus(cookie),
                        () -> api.cookie(cookie).delete("/store/auth").statusCode(),
                        () -> api.cookieStatus(cookie),
                        () -> api.cookie(cookie).delete("/store/auth").statusCode()))
                .toList());

        assertThat(statuses).allMatch(status -> status == 200 || status == 401);
        assertThat(cookies).allMatch(cookie -> api.cookieStatus(cookie) == 401);
        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(200);
        assertThat(rows(customer)).isEqualTo(1);
    }

    @RepeatedTest(5)
    void passwordChangeDuringLogoutsDoesNotFail() throws Exception {
        Customer customer = api.register();
        List<String> others =
                IntStream.range(0, 12).mapToObj(i -> api.newSession(customer)).toList();
        clock.advance(Duration.ofMinutes(2));

        List<Callable<Integer>> calls = new ArrayList<>();
        calls.add(() -> changePassword(customer));
        others.forEach(cookie -> {
            calls.add(() -> api.cookie(cookie).delete("/store/auth").statusCode());
            calls.add(() -> api.cookieStatus(cookie));
            calls.add(() -> api.cookieStatus(customer.cookie()));
        });
        List<Integer> statuses = ConcurrentCalls.run(calls);

        assertThat(statuses.get(0)).isEqualTo(200);
        assertThat(statuses).allMatch(status -> status == 200 || status == 401);
        assertThat(others).allMatch(cookie -> api.cookieStatus(cookie) == 401);
        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(200);
    }

    /** Otherwise it could deadlock with a log-out, which locks the session first. */
    @Test
    void passwordChangeLocksASessionBeforeItsAttributes() throws Exception {
        Customer customer = api.register();
        api.login(customer);
        String other = api.cookie(customer.cookie()).get(SESSIONS).path("sessions.find { !it.current }.id");
        FutureTask<Integer> change = new FutureTask<>(() -> changePassword(customer));

        transaction.executeWithoutResult(status -> {
            jdbc.sql("select primary_id from storelatch.session where primary_id = ? for update")
                    .param(other)
                    .query(String.class)
                    .single();
            new Thread(change).start();
            await().until(this::aLockIsWaitedFor);
            jdbc.sql("delete from storelatch.session where primary_id = ?")
                    .param(other)
                    .update();
        });

        assertThat(change.get()).isEqualTo(200);
    }

    /** A customer's log-in keeps an administrator's log-in on the same session, unless that is being ended. */
    @Test
    void loginDoesNotRestoreAnEndingLoginOfTheOtherRealm() throws Exception {
        Customer customer = api.register();
        String user = insertUser();
        addLogin(api.cookie(customer.cookie()).get(SESSIONS).path("sessions[0].id"), user);
        FutureTask<Response> login = new FutureTask<>(() -> api.login(customer, customer.cookie()));

        transaction.executeWithoutResult(status -> {
            events.publishEvent(new CredentialsChanged(new Actor(Realm.ADMIN, user), true, null, null));
            new Thread(login).start();
            await().until(this::aLockIsWaitedFor);
        });

        assertThat(login.get().statusCode()).isEqualTo(200);
        assertThat(api.cookieStatus(Api.sessionCookie(login.get()))).isEqualTo(200);
        assertThat(adminLogins(user)).isZero();
    }

    /** The new session is not yet visible to a transaction that waits for the old one. */
    @ParameterizedTest
    @EnumSource
    void endingLoginsFindsThoseThatALoginIsCarryingOver(Ending ending) throws Exception {
        Customer customer = api.register();
        String user = insertUser();
        String old = api.cookie(customer.cookie()).get(SESSIONS).path("sessions[0].id");
        addLogin(old, user);
        FutureTask<Void> ends = new FutureTask<>(() -> end(ending, user), null);

        transaction.executeWithoutResult(status -> {
            jdbc.sql("select primary_id from storelatch.session where primary_id = ? for update")
                    .param(old)
                    .query(String.class)
                    .single();
            jdbc.sql("""
                            insert into storelatch.session (primary_id, session_id, creation_time, last_access_time,
                                                            max_inactive_interval, expiry_time)
                            select 'new' || primary_id, 'new' || session_id, creation_time, last_access_time,
                                   max_inactive_interval, expiry_time
                            from storelatch.session where primary_id = ?
                            """).param(old).update();
            addLogin("new" + old, user);
            new Thread(ends).start();
            await().until(this::aLockIsWaitedFor);
            jdbc.sql("delete from storelatch.session where primary_id = ?")
                    .param(old)
                    .update();
        });
        ends.get();

        assertThat(adminLogins(user)).isZero();
    }

    enum Ending {
        BY_EVENT,
        BY_COMMAND
    }

    private void end(Ending ending, String user) {
        transaction.executeWithoutResult(status -> {
            switch (ending) {
                case BY_EVENT ->
                    events.publishEvent(new CredentialsChanged(new Actor(Realm.ADMIN, user), true, null, null));
                case BY_COMMAND ->
                    jdbc.sql("select storelatch.end_log_ins('admin', ?)")
                            .param(user)
                            .query(Integer.class)
                            .single();
            }
        });
    }

    /** A log-out of one realm waits for a log-in of the other that replaces the session, and ends what was not carried over. */
    @Test
    void logoutOfOneRealmDoesNotOverlapALoginOfTheOther() throws Exception {
        Customer customer = api.register();
        String user = insertUser();
        String id = api.cookie(customer.cookie()).get(SESSIONS).path("sessions[0].id");
        addLogin(id, user);
        FutureTask<Response> login = new FutureTask<>(() -> api.login(customer, customer.cookie()));
        FutureTask<Response> logout =
                new FutureTask<>(() -> api.cookie(customer.cookie()).delete("/admin/auth"));

        transaction.executeWithoutResult(status -> {
            jdbc.sql("select primary_id from storelatch.session where primary_id = ? for update")
                    .param(id)
                    .query(String.class)
                    .single();
            new Thread(logout).start();
            await().until(() -> lockWaits() == 1);
            new Thread(login).start();
            await().until(() -> lockWaits() == 2);
        });

        assertThat(logout.get().statusCode()).isEqualTo(200);
        assertThat(login.get().statusCode()).isEqualTo(200);
        assertThat(adminLogins(user)).isZero();
    }

    @RepeatedTest(3)
    void sessionsEndingEachOtherDoNotFail() throws Exception {
        Customer customer = api.register();
        List<String> cookies =
                IntStream.range(0, 8).mapToObj(i -> api.newSession(customer)).toList();

        List<Integer> statuses = ConcurrentCalls.run(cookies.stream()
                .flatMap(cookie -> Stream.<Callable<Integer>>of(
                        () -> api.cookie(cookie).delete(SESSIONS).statusCode(),
                        () -> api.cookie(cookie).delete("/store/auth").statusCode(),
                        () -> api.login(customer, cookie).statusCode()))
                .toList());

        assertThat(statuses).allMatch(status -> status == 200 || status == 401);
        assertThat(api.cookieStatus(api.newSession(customer))).isEqualTo(200);
    }

    private int changePassword(Customer customer) {
        return api.json(Map.of("password", "a quite new password"), customer.cookie())
                .post("/store/customers/me")
                .statusCode();
    }

    private String insertUser() {
        String user = "usr_" + UUID.randomUUID();
        jdbc.sql("insert into \"user\" (id, email) values (?, ?)")
                .params(user, user + "@example.com")
                .update();
        return user;
    }

    private void addLogin(String session, String user) {
        jdbc.sql("insert into storelatch.session_attributes values (?, 'admin', convert_to(?, 'UTF8'))")
                .params(session, user)
                .update();
    }

    private long adminLogins(String user) {
        return jdbc.sql("""
                        select count(*) from storelatch.session_attributes
                        where attribute_name = 'admin' and attribute_bytes = convert_to(?, 'UTF8')
                        """).param(user).query(Long.class).single();
    }

    private boolean aLockIsWaitedFor() {
        return lockWaits() > 0;
    }

    private long lockWaits() {
        return jdbc.sql("""
                        select count(*) from pg_stat_activity
                        where datname = current_database() and wait_event_type = 'Lock'
                        """).query(Long.class).single();
    }

    private long rows(Customer customer) {
        return jdbc.sql("""
                        select count(*) from storelatch.session_attributes
                        where attribute_name = 'store' and attribute_bytes = convert_to(?, 'UTF8')
                        """).param(customer.id()).query(Long.class).single();
    }
}
