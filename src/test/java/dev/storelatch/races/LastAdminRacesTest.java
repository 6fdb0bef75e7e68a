package dev.storelatch.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.ConcurrentCalls;
import dev.storelatch.support.ServerTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The last live user with the role {@code admin} keeps it, whoever asks at the same time. */
@ServerTest
@Tag("races")
class LastAdminRacesTest {

    private static final String MEMBER = "{\"role\":\"member\"}";

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void demoteTheUsersOfOtherTests() {
        jdbc.sql("update \"user\" set role = 'member'").update();
    }

    @RepeatedTest(5)
    void twoAdminsWhoDemoteEachOtherLeaveOne() throws Exception {
        AdminApi.User one = admins.add();
        AdminApi.User other = admins.add();
        String token = admins.token(one);
        String otherToken = admins.token(other);

        assertOneIsLeft(() -> update(token, other), () -> update(otherToken, one));
    }

    @RepeatedTest(5)
    void twoAdminsWhoDeleteEachOtherLeaveOne() throws Exception {
        AdminApi.User one = admins.add();
        AdminApi.User other = admins.add();
        String token = admins.token(one);
        String otherToken = admins.token(other);

        assertOneIsLeft(
                () -> api.bearer(token).delete("/admin/users/" + other.id()),
                () -> api.bearer(otherToken).delete("/admin/users/" + one.id()));
    }

    @Test
    void lastAdminCannotStepDown() {
        AdminApi.User last = admins.add();
        String token = admins.token(last);

        for (Response refused : List.of(update(token, last), api.bearer(token).delete("/admin/users/" + last.id()))) {
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.<String>path("message"))
                    .isEqualTo("The last user with the role admin cannot be deleted, locked or given another role");
        }
        assertThat(count()).isOne();

        AdminApi.User locked = admins.add();
        jdbc.sql(
                        "insert into storelatch.account_state (realm, account_id, locked_until) values ('admin', ?, 'infinity')")
                .param(locked.id())
                .update();
        assertThat(update(token, last).statusCode()).isEqualTo(400);
        assertThat(update(token, locked).statusCode()).isEqualTo(200);
    }

    @Test
    void rolesAreNotEnforcedWithoutALiveAdmin() {
        String token = admins.token(admins.add("member"));
        assertThat(api.bearer(token).get("/admin/users").statusCode()).isEqualTo(200);

        AdminApi.User admin = admins.add();
        assertThat(api.bearer(token).get("/admin/users").statusCode()).isEqualTo(403);

        jdbc.sql("update \"user\" set deleted_at = now() where id = ?")
                .param(admin.id())
                .update();
        assertThat(api.bearer(token).get("/admin/users").statusCode()).isEqualTo(200);
    }

    private void assertOneIsLeft(Callable<Response> one, Callable<Response> other) throws Exception {
        List<Integer> statuses = ConcurrentCalls.run(List.of(one, other)).stream()
                .map(Response::statusCode)
                .toList();

        // The second is refused because it would remove the last one, or because it is no admin any more.
        assertThat(statuses).containsOnlyOnce(200).containsAnyOf(400, 401, 403);
        assertThat(count()).isOne();
    }

    private Response update(String token, AdminApi.User user) {
        return api.json(MEMBER).header("Authorization", "Bearer " + token).post("/admin/users/" + user.id());
    }

    private long count() {
        return jdbc.sql("select count(*) from \"user\" where role = 'admin' and deleted_at is null")
                .query(Long.class)
                .single();
    }
}
