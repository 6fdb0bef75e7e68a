package dev.storelatch.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.TestClock;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The list of events for administrators, and that of the owner of an account. */
@ServerTest
class AuditEventsTest {

    private static final String EVENTS = "/admin/audit-events";
    private static final String OWN_EVENTS = "/store/customers/me/security-events";

    @Autowired
    Api api;

    @Autowired
    AdminApi adminApi;

    @Autowired
    TestClock clock;

    private String admin;

    @BeforeEach
    void logIn() {
        admin = adminApi.token(adminApi.add());
    }

    @Test
    void eventsAreListedNewestFirstWithTheirKeys() {
        Customer customer = api.register();
        api.login(customer);
        api.login(customer.withPassword("a wrong password"));

        Response list = list("account=" + customer.id());

        assertThat(list.statusCode()).isEqualTo(200);
        assertThat(list.<Map<String, Object>>path("").keySet()).containsExactly("audit_events", "limit", "next");
        assertThat(list.<List<Map<String, Object>>>path("audit_events"))
                .allSatisfy(event -> assertThat(event.keySet())
                        .containsExactly(
                                "id",
                                "occurred_at",
                                "event",
                                "realm",
                                "account_id",
                                "actor_id",
                                "network",
                                "way",
                                "reason",
                                "detail"));
        assertThat(list.<List<String>>path("audit_events.event")).startsWith("authn_login_fail", "authn_login_success");
    }

    @Test
    void eventsAreFiltered() {
        Customer customer = api.register();
        Instant start = clock.instant();
        visit("198.51.100.9", customer);
        visit("203.0.113.9", customer);
        String account = "account=" + customer.id() + "&event=authn_login_success";

        assertThat(ids(account)).hasSize(2);
        assertThat(ids(account + "&network=203.0.113.0/24")).hasSize(1);
        assertThat(ids(account + "&realm=admin")).isEmpty();
        assertThat(ids("account=" + customer.id() + "&event=authn_login_lock")).isEmpty();
        assertThat(ids(account + "&from=" + start)).hasSize(2);
        assertThat(ids(account + "&to=" + start)).isEmpty();
        assertThat(ids("event=authn_login_success&email=" + customer.email())).hasSize(2);
        assertThat(ids("actor=" + customer.id())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "event=nonsense, 'event must be one of the following values: authz_fail, authn_login_success'",
        "realm=both, 'realm must be one of the following values: store, admin'",
        "from=yesterday, from must be a Date instance",
        "before=x, before must be the id of an event",
        "limit=-1, limit must not be less than 0",
        "offset=5, property offset should not exist",
        "account[x]=1, account must be a string"
    })
    void malformedFiltersAreRefused(String query, String message) {
        list(query).then().statusCode(400).body("type", equalTo("invalid_data")).body("message", startsWith(message));
    }

    @Test
    void pagesAreCompleteWhileEventsAreAdded() {
        Customer customer = api.register();
        IntStream.range(0, 7).forEach(number -> api.token(customer));
        String filter = "account=" + customer.id();
        List<Integer> expected = ids(filter);

        List<Integer> seen = new ArrayList<>();
        Integer next = null;
        do {
            Response page = list(filter + "&limit=3" + (next == null ? "" : "&before=" + next));
            assertThat(page.<Integer>path("limit")).isEqualTo(3);
            seen.addAll(page.path("audit_events.id"));
            next = page.path("next");
            api.token(customer);
        } while (next != null);

        assertThat(seen).isEqualTo(expected).hasSizeGreaterThan(6).doesNotHaveDuplicates();
        assertThat(list(filter + "&before=999999999").<List<Object>>path("audit_events"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"member", "developer"})
    void usersWithoutTheRoleAdminAreRefused(String role) {
        String token = adminApi.token(adminApi.add(role));

        api.bearer(token).get(EVENTS).then().statusCode(403).body("message", equalTo("This requires the role admin"));
        api.request().get(EVENTS).then().statusCode(401);
    }

    @Test
    void customerSeesOwnEventsOnly() {
        Customer customer = api.register();
        Customer other = api.register();
        api.login(customer);
        api.login(other);

        Response list = api.cookie(customer.cookie()).get(OWN_EVENTS);

        assertThat(list.<Map<String, Object>>path("").keySet()).containsExactly("security_events", "limit", "next");
        assertThat(list.<List<Map<String, Object>>>path("security_events"))
                .hasSameSizeAs(ids("account=" + customer.id()))
                .allSatisfy(event -> assertThat(event.keySet())
                        .containsExactly("id", "occurred_at", "event", "by_administrator", "network", "way", "reason"));
        assertThat(list.<String>path("security_events[0].event")).isEqualTo("authn_login_success");
        api.request().get(OWN_EVENTS).then().statusCode(401);
        api.cookie(customer.cookie())
                .get(OWN_EVENTS + "?account=" + other.id())
                .then()
                .statusCode(400);
    }

    private void visit(String address, Customer customer) {
        api.json(Api.credentials(customer.email(), customer.password()))
                .header("X-Forwarded-For", address)
                .post("/store/auth")
                .then()
                .statusCode(200);
    }

    private List<Integer> ids(String query) {
        return list(query).path("audit_events.id");
    }

    private Response list(String query) {
        return api.bearer(admin).get(EVENTS + "?" + query);
    }
}
