package dev.storelatch.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ConcurrentCalls;
import dev.storelatch.support.ServerTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.springframework.beans.factory.annotation.Autowired;

/** Tabs of a browser refresh all at once. */
@ServerTest
@Tag("races")
class RefreshRacesTest {

    private static final int TABS = 50;

    @Autowired
    Api api;

    @RepeatedTest(3)
    void fiftyAtOnceGetOneSuccessorAndNobodyIsLoggedOut() throws Exception {
        String token = logIn(api.register());

        List<Response> answers = ConcurrentCalls.run(TABS, tab -> refresh(token));

        assertThat(answers).hasSize(TABS).allMatch(answer -> answer.statusCode() == 200);
        assertThat(answers.stream()
                        .map(answer -> answer.<String>path("refresh_token"))
                        .distinct())
                .hasSize(1);
        assertThat(answers).allMatch(answer -> status(answer) == 200);
        assertThat(refresh(answers.get(0).path("refresh_token")).statusCode()).isEqualTo(200);
    }

    /** Each tab goes on by itself with what it got. */
    @RepeatedTest(2)
    void tabsThatGoOnAtDifferentPacesStayLoggedIn() throws Exception {
        String token = logIn(api.register());

        List<Response> answers =
                ConcurrentCalls.run(TABS, tab -> refresh(refresh(token).path("refresh_token")));

        assertThat(answers).hasSize(TABS).allMatch(answer -> status(answer) == 200);
        assertThat(answers.stream()
                        .map(answer -> answer.<String>path("refresh_token"))
                        .distinct())
                .hasSize(1);
    }

    @RepeatedTest(2)
    void noRefreshSurvivesALogoutAtTheSameTime() throws Exception {
        String token = logIn(api.register());
        List<Response> answers = ConcurrentCalls.run(
                TABS,
                tab -> tab % 2 == 0
                        ? refresh(token)
                        : api.json(Map.of("refresh_token", token)).delete("/store/auth"));

        assertThat(answers.stream().filter(answer -> answer.contentType().startsWith("application/json")))
                .allMatch(answer -> status(answer) == 401
                        && refresh(answer.path("refresh_token")).statusCode() == 401);
        assertThat(refresh(token).statusCode()).isEqualTo(401);
    }

    private String logIn(Customer customer) {
        return api.refreshableLogin(customer).path("refresh_token");
    }

    private Response refresh(String token) {
        return api.refresh(token);
    }

    private int status(Response answer) {
        return api.bearer(answer.path("access_token"))
                .get("/store/customers/me")
                .statusCode();
    }
}
