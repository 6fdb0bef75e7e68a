package dev.storelatch.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.AdminApi;
import dev.storelatch.support.ServerTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
@ExtendWith(OutputCaptureExtension.class)
class AdminCheckTest {

    @Autowired
    AdminApi admins;

    @Autowired
    AdminCheck check;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void deleteTheUsersOfOtherTests() {
        jdbc.sql("update \"user\" set deleted_at = now() where deleted_at is null")
                .update();
    }

    @Test
    void databaseWithoutUsersNeedsTheFirst(CapturedOutput output) {
        check.warn();

        assertThat(output).contains("There are no users of the administration.", "create-admin");
    }

    @Test
    void databaseWithMembersOnlyDoesNotEnforceRoles(CapturedOutput output) {
        admins.add("member");

        check.warn();

        assertThat(output).contains("roles are not enforced", "promote-admin");
    }

    @Test
    void lockedAdminDoesNotCount(CapturedOutput output) {
        admins.add("member");
        jdbc.sql("""
                insert into storelatch.account_state (realm, account_id, locked_until) values ('admin', ?, 'infinity')
                """).param(admins.add().id()).update();

        check.warn();

        assertThat(output).contains("roles are not enforced");
    }

    @Test
    void nothingIsLoggedIfThereIsAnAdmin(CapturedOutput output) {
        admins.add();

        check.warn();

        assertThat(output).doesNotContain("create-admin", "promote-admin");
    }
}
