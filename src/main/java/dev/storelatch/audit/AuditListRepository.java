package dev.storelatch.audit;

import dev.storelatch.core.EmailAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads pages of audit events by key, so that a page costs the same however far it is, and new events move none. */
@Repository
class AuditListRepository {

    private final JdbcClient jdbc;
    private final EmailCodes codes;

    AuditListRepository(JdbcClient jdbc, EmailCodes codes) {
        this.jdbc = jdbc;
        this.codes = codes;
    }

    AuditPage find(AuditQuery query) {
        Map<String, Object> parameters = new HashMap<>();
        String where = String.join(" and ", conditions(query, parameters));
        List<AuditEvent> found = jdbc.sql("""
                        select %s from storelatch.audit_event where %s
                        order by occurred_at desc, id desc
                        limit :limit
                        """.formatted(AuditRepository.COLUMNS, where))
                .params(parameters)
                .param("limit", query.rows() + 1)
                .query(AuditRepository::event)
                .list();
        return AuditPage.of(found, query.rows());
    }

    private List<String> conditions(AuditQuery query, Map<String, Object> parameters) {
        List<String> conditions = new ArrayList<>(List.of("true"));
        query.equal().forEach((column, value) -> {
            conditions.add("%s = :%s".formatted(column, column));
            parameters.put(column, value);
        });
        EmailAddress email = query.email();
        if (email != null) {
            conditions.add("""
                    (email_code = any (:codes) or account_id = any (array[
                        storelatch.account_with_email('store', :email), storelatch.account_with_email('admin', :email)]))
                    """);
            parameters.put("codes", codes.codes(email));
            parameters.put("email", email.value());
        }
        if (query.from() != null) {
            conditions.add("occurred_at >= :from");
            parameters.put("from", query.from());
        }
        if (query.to() != null) {
            conditions.add("occurred_at < :to");
            parameters.put("to", query.to());
        }
        if (query.before() != null) {
            conditions.add("""
                    (occurred_at, id) < (select b.occurred_at, b.id from storelatch.audit_event b where b.id = :before)
                    """);
            parameters.put("before", query.before());
        }
        return conditions;
    }
}
