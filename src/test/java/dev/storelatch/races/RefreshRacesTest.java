package dev.storelatch.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.Api;
import dev.storelatch.support.ConcurrentCalls;
import dev.storelatch.support.ServerTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.springframework.beans.factory.annotation.Autowired;

/** Concurrent refreshes, as by the tabs of a browser. */
@ServerTest
@Tag("races")
class RefreshRacesTest {

    private static final int TABS = 50;

    @Autowired
    Api api;

    @RepeatedTest(3)
    void fiftyConcurrentRefreshesGetOneSuccessorAndStayLoggedIn() throws Exception {
        String token = api.refreshableLogin(api.register()).path("refresh_token");

        List<Response> responses = ConcurrentCalls.run(TABS, tab -> api.refresh(token));

        assertThat(responses).hasSize(TABS).allMatch(response -> response.statusCode() == 200);
        assertThat(responses.stream()
                        .map(response -> response.<String>path("refresh_token"))
                        .distinct())
                .hasSize(1);
        assertThat(responses).allMatch(response -> status(response) == 200);
        assertThat(api.refresh(responses.get(0).path("refresh_token")).statusCode())
                .isEqualTo(200);
    }

    /** Each tab uses the token that it received. */
    @RepeatedTest(2)
    void tabsThatRefreshTwiceStayLoggedIn() throws Exception {
        String token = api.refreshableLogin(api.register()).path("refresh_token");

        List<Response> responses =
                ConcurrentCalls.run(TABS, tab -> api.refresh(api.refresh(token).path("refresh_token")));

        assertThat(responses).hasSize(TABS).allMatch(response -> status(response) == 200);
        assertThat(responses.stream()
                        .map(response -> response.<String>path("refresh_token"))
                        .distinct())
                .hasSize(1);
    }

    @RepeatedTest(2)
    void noRefreshSurvivesAConcurrentLogout() throws Exception {
        String token = api.refreshableLogin(api.register()).path("refresh_token");
        List<Response> responses = ConcurrentCalls.run(
                TABS,
                tab -> tab % 2 == 0
                        ? api.refresh(token)
                        : api.json(Map.of("refresh_token", token)).delete("/store/auth"));

        assertThat(responses.stream().filter(response -> response.contentType().startsWith("application/json")))
                .allMatch(response -> status(response) == 401
                        && api.refresh(response.path("refresh_token")).statusCode() == 401);
        assertThat(api.refresh(token).statusCode()).isEqualTo(401);
    }

    private int status(Response response) {
        return api.tokenStatus(response.path("access_token"));
    }
}
