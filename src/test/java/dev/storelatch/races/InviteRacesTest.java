package dev.storelatch.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.ConcurrentCalls;
import dev.storelatch.support.ServerTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Concurrent requests about one invite. */
@ServerTest
@Tag("races")
class InviteRacesTest {

    private static final String INVITES = "/admin/invites";

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    JdbcClient jdbc;

    @RepeatedTest(3)
    void fiftyParallelAcceptancesAddOneUser() throws Exception {
        String bearer = admins.token(admins.add());
        String email = Api.newEmail();
        invite(bearer, email);
        String token =
                api.bearer(bearer).get(INVITES).path("invites.find { it.user_email == '%s' }.token".formatted(email));

        List<Integer> statuses = ConcurrentCalls.run(
                50,
                thread -> api.json(Map.of("token", token, "user", Map.of("password", "correct horse " + thread)))
                        .post(INVITES + "/accept")
                        .statusCode());

        assertThat(statuses).containsOnlyOnce(200).allMatch(status -> status == 200 || status == 400 || status == 429);
        assertThat(count("select count(*) from \"user\" where email = ?", email))
                .isOne();
        assertThat(count("select count(*) from invite where user_email = ?", email))
                .isZero();
    }

    @RepeatedTest(3)
    void parallelInvitesOfOneAddressMakeOneInvite() throws Exception {
        String bearer = admins.token(admins.add());
        String email = Api.newEmail();

        List<Integer> statuses = ConcurrentCalls.run(10, thread -> invite(bearer, email));

        assertThat(statuses)
                .containsOnly(200, 429)
                .filteredOn(status -> status == 200)
                .hasSize(3);
        assertThat(count("select count(*) from invite where user_email = ?", email))
                .isOne();
    }

    private int invite(String bearer, String email) {
        return api.bearer(bearer)
                .contentType("application/json")
                .body(Map.of("user", email, "role", "member"))
                .post(INVITES)
                .statusCode();
    }

    private int count(String sql, String email) {
        return jdbc.sql(sql).param(email).query(Integer.class).single();
    }
}
