package dev.storelatch.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.command.CommandLine;
import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ServerTest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Maintenance commands that change accounts are in the audit log. */
@ServerTest
@Import(AuditTable.class)
class CommandEventsTest {

    @Autowired
    Api api;

    @Autowired
    AdminApi adminApi;

    @Autowired
    AuditTable events;

    @Autowired
    JdbcConnectionDetails database;

    @Autowired
    JdbcClient jdbc;

    @Test
    void addedAdministratorIsAnEvent() {
        long before = events.newest();

        run("create-admin", "--admin-email=" + Api.newEmail());

        assertThat(events.since(before)).containsExactly("user_created command");
    }

    @Test
    void promotionIsAnEventOnceAndADryRunIsNone() {
        AdminApi.User member = adminApi.add("member");

        run("promote-admin", "--admin-email=" + member.email(), "--dry-run");
        assertThat(events.of(member.id())).isEmpty();
        run("promote-admin", "--admin-email=" + member.email());
        run("promote-admin", "--admin-email=" + member.email());

        assertThat(events.of(member.id())).containsExactly("privilege_permissions_changed command");
        assertThat(events.last(member.id()))
                .containsEntry("detail", "member to admin")
                .containsEntry("realm", "admin");
    }

    @Test
    void hashedApiTokenIsAnEvent() {
        AdminApi.User user = adminApi.add("member");
        jdbc.sql("update \"user\" set api_token = ? where id = ?")
                .params("clear " + UUID.randomUUID(), user.id())
                .update();

        run("hash-api-tokens");
        run("hash-api-tokens");

        assertThat(events.of(user.id())).containsExactly("user_updated command api_token_hashed");
    }

    @Test
    void erasureIsAnEventThatKeepsTheIdOnly() {
        Customer customer = api.register();

        run("erase-account", "--customer-id=" + customer.id());

        assertThat(events.of(customer.id())).containsExactly("user_created", "user_deleted command");
        assertThat(events.last(customer.id())).containsEntry("network", null).containsEntry("detail", null);
    }

    private void run(String command, String... arguments) {
        String[] all = Stream.of(
                        Stream.of(
                                command,
                                "--spring.datasource.url=" + database.getJdbcUrl(),
                                "--spring.datasource.username=" + database.getUsername()),
                        Stream.of(arguments))
                .flatMap(each -> each)
                .toArray(String[]::new);
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        int code = new CommandLine(all)
                .run(new PrintStream(new ByteArrayOutputStream(), true, UTF_8), new PrintStream(error, true, UTF_8));
        assertThat(code).as(error.toString(UTF_8)).isZero();
    }
}
