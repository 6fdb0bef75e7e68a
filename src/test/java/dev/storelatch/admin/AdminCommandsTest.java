package dev.storelatch.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.storelatch.command.MaintenanceCommand;
import dev.storelatch.core.StartupException;
import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.ServerTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;

/** Maintenance commands that run beside the server. */
@ServerTest
class AdminCommandsTest {

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    JdbcClient jdbc;

    @Test
    void promotedMemberHasTheRoleAtTheNextRequest() {
        admins.add();
        AdminApi.User member = admins.add("member");
        String token = admins.token(member);
        String email = member.email().toUpperCase(Locale.ROOT);
        assertThat(usersStatus(token)).isEqualTo(403);

        assertThat(promote(email, true)).containsExactly(member.id() + " would have the role admin");
        assertThat(usersStatus(token)).isEqualTo(403);
        assertThat(promote(email, false)).containsExactly(member.id() + " has the role admin");
        assertThat(usersStatus(token)).isEqualTo(200);
        assertThat(promote(email, false)).containsExactly(member.id() + " has the role admin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody@example.com", "", "not an address"})
    void onlyAKnownUserIsPromoted(String email) {
        assertThatThrownBy(() -> promote(email, false)).isInstanceOf(StartupException.class);
    }

    @Test
    void apiTokensInClearAreReplacedByHashes() {
        // Other tests leave tokens in the shared database.
        jdbc.sql("update \"user\" set api_token = null").update();
        AdminApi.User user = admins.add("member");
        String apiToken = "clear " + UUID.randomUUID();
        jdbc.sql("update \"user\" set api_token = ? where id = ?")
                .params(apiToken, user.id())
                .update();
        AdminApi.User withEmptyToken = admins.add("member");
        jdbc.sql("update \"user\" set api_token = '' where id = ?")
                .param(withEmptyToken.id())
                .update();
        assertThat(apiTokenStatus(apiToken)).isEqualTo(200);

        assertThat(run(new HashApiTokensCommand(), new MockEnvironment(), true))
                .singleElement()
                .asString()
                .endsWith(" API tokens would be hashed");
        assertThat(clearTokens()).isEqualTo(2);
        run(new HashApiTokensCommand(), new MockEnvironment(), false);

        assertThat(clearTokens()).isZero();
        assertThat(apiTokenStatus(apiToken)).isEqualTo(200);
        assertThat(run(new HashApiTokensCommand(), new MockEnvironment(), false))
                .containsExactly("0 API tokens are hashed");
        assertThat(jdbc.sql("select count(*) from storelatch.api_token where user_id = ?")
                        .param(withEmptyToken.id())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private List<String> promote(String email, boolean dryRun) {
        MockEnvironment settings = new MockEnvironment().withProperty("admin-email", email);
        return run(new PromoteAdminCommand(), settings, dryRun);
    }

    private List<String> run(MaintenanceCommand command, MockEnvironment settings, boolean dryRun) {
        List<String> lines = new ArrayList<>();
        command.run(settings, jdbc, dryRun, lines::add);
        return lines;
    }

    private int usersStatus(String token) {
        return api.bearer(token).get("/admin/users").statusCode();
    }

    private int apiTokenStatus(String apiToken) {
        return api.request()
                .header("x-medusa-access-token", apiToken)
                .get("/admin/auth")
                .statusCode();
    }

    private int clearTokens() {
        return jdbc.sql("select count(*) from \"user\" where api_token is not null")
                .query(Integer.class)
                .single();
    }
}
