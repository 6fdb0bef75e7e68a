package dev.storelatch.audit;

import java.util.List;
import java.util.Map;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of the table, oldest first. */
@TestComponent
@Lazy
class AuditTable {

    private final JdbcClient jdbc;

    AuditTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the id of the newest event. */
    long newest() {
        return jdbc.sql("select coalesce(max(id), 0) from storelatch.audit_event")
                .query(Long.class)
                .single();
    }

    /** Returns event, way and reason of each event after the one with this id. */
    List<String> since(long id) {
        return jdbc.sql("""
                        select concat_ws(' ', event, way, reason) from storelatch.audit_event where id > :id order by id
                        """).param("id", id).query(String.class).list();
    }

    /** Returns event, way and reason of each event of the account. */
    List<String> of(String accountId) {
        return jdbc.sql("""
                        select concat_ws(' ', event, way, reason) from storelatch.audit_event
                        where account_id = :account order by id
                        """).param("account", accountId).query(String.class).list();
    }

    /** Returns the newest event of the account. */
    Map<String, Object> last(String accountId) {
        return jdbc.sql("""
                        select * from storelatch.audit_event where account_id = :account order by id desc limit 1
                        """).param("account", accountId).query().singleRow();
    }

    /** Returns all columns of all rows as one text. */
    String text() {
        return String.join(
                "\n",
                jdbc.sql("select e::text from storelatch.audit_event e")
                        .query(String.class)
                        .list());
    }
}
