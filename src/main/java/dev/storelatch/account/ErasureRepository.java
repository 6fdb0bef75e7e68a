package dev.storelatch.account;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Realm;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Calls the functions of the database that erase personal data in the tables of all modules. */
@Repository
class ErasureRepository {

    private final JdbcClient jdbc;

    ErasureRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Erases the account. Returns false if there is none, or it has been erased already. */
    boolean erase(Actor account) {
        return jdbc.sql(erasure(account.realm()))
                .param("id", account.id())
                .query(Boolean.class)
                .single();
    }

    /** Returns the statement that erases an account of the realm. */
    static String erasure(Realm realm) {
        return switch (realm) {
            case STORE -> "select storelatch.erase_customer(:id)";
            case ADMIN -> "select storelatch.erase_user(:id)";
        };
    }
}
