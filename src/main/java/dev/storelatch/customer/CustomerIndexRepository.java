package dev.storelatch.customer;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds the indexes that serve lists of customers, in addition to Medusa's own. */
@Repository
class CustomerIndexRepository {

    private final JdbcClient jdbc;

    CustomerIndexRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns true if the index that finds a part of a text can be used. */
    boolean hasTrigramIndex() {
        return jdbc.sql("""
                select exists (
                    select from pg_index i join pg_class c on c.oid = i.indexrelid
                    where i.indrelid = 'customer'::regclass and i.indisvalid and c.relname = :name)
                """)
                .param("name", "storelatch_customer_contains")
                .query(Boolean.class)
                .single();
    }
}
