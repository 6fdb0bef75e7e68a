package dev.storelatch.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * Makes the customers of the database those of a recorded list. They stand in for the customers that steps which are
 * not in the recording registered and changed.
 */
final class RecordedCustomers {

    private final JdbcClient jdbc;
    private final Function<String, @Nullable String> known;

    /** @param known returns the id for what a placeholder names after its prefix, or null if it is not of the sample */
    RecordedCustomers(JdbcClient jdbc, Function<String, @Nullable String> known) {
        this.jdbc = jdbc;
        this.known = known;
    }

    void restore(JsonNode recorded) {
        List<String> ids = new ArrayList<>();
        recorded.forEach(customer -> ids.add(id(customer)));
        jdbc.sql("update customer set deleted_at = now() where deleted_at is null and id not in (:ids)")
                .param("ids", ids)
                .update();
        for (int i = 0; i < ids.size(); i++) {
            save(ids.get(i), recorded.path(i));
        }
    }

    /** A customer of the sample, or one that a step registered, or a new one. */
    private String id(JsonNode customer) {
        String placeholder = customer.path("id").asString();
        if (!placeholder.startsWith("<")) {
            return placeholder;
        }
        String name = placeholder.replaceFirst("<cus_ULID ?", "").replaceFirst(">$", "");
        return Objects.requireNonNullElseGet(
                known.apply(name),
                () -> jdbc.sql("""
                        select coalesce(
                            (select id from customer
                             where email = :email and has_account = :account and deleted_at is null),
                            'cus_' || upper(left(md5(:email || :account), 26)))
                        """)
                        .param("email", customer.path("email").asString())
                        .param("account", customer.path("has_account").asBoolean())
                        .query(String.class)
                        .single());
    }

    private void save(String id, JsonNode customer) {
        jdbc.sql("""
                insert into customer (id, email, has_account, first_name, last_name, phone, metadata,
                                      billing_address_id)
                values (:id, :email, :account, :first, :last, :phone, cast(:metadata as jsonb),
                        case when :billed then (select min(id) from address) end)
                on conflict (id) do update set
                    email = excluded.email, has_account = excluded.has_account, first_name = excluded.first_name,
                    last_name = excluded.last_name, phone = excluded.phone, metadata = excluded.metadata,
                    deleted_at = null,
                    billing_address_id = case when :billed
                        then coalesce(customer.billing_address_id, excluded.billing_address_id) end
                """)
                .param("id", id)
                .param("email", text(customer, "email"))
                .param("account", customer.path("has_account").asBoolean())
                .param("first", text(customer, "first_name"))
                .param("last", text(customer, "last_name"))
                .param("phone", text(customer, "phone"))
                .param(
                        "metadata",
                        customer.path("metadata").isNull()
                                ? null
                                : customer.path("metadata").toString())
                .param("billed", !customer.path("billing_address_id").isNull())
                .update();
    }

    private static @Nullable String text(JsonNode customer, String name) {
        return customer.path(name).isNull() ? null : customer.path(name).asString();
    }
}
