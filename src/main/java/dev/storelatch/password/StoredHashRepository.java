package dev.storelatch.password;

import dev.storelatch.core.Realm;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The scrypt containers in the column {@code password_hash} of one of Medusa's tables. */
final class StoredHashRepository {

    private final JdbcClient jdbc;
    private final String table;
    private final Realm realm;

    /** @param table the table's name, quoted where SQL requires it */
    StoredHashRepository(JdbcClient jdbc, String table) {
        this.jdbc = jdbc;
        this.table = table;
        this.realm = table.equals("customer") ? Realm.STORE : Realm.ADMIN;
    }

    /** A row's id and hash. */
    record StoredHash(String id, String hash) {

        @Override
        public String toString() {
            return "StoredHash[" + id + "]";
        }
    }

    /** Counts the containers; each begins with the word "scrypt", in base64. */
    long count() {
        return jdbc.sql("""
                select count(*) from %s where password_hash like 'c2NyeXB0%%'
                """.formatted(table)).query(Long.class).single();
    }

    /** Returns the first containers after an id, in the order of their ids. */
    List<StoredHash> findAfter(String id, int limit) {
        return jdbc.sql("""
                select id, password_hash from %s
                where id > :id and password_hash like 'c2NyeXB0%%'
                order by id
                limit :limit
                """.formatted(table))
                .param("id", id)
                .param("limit", limit)
                .query((row, number) -> new StoredHash(row.getString(1), row.getString(2)))
                .list();
    }

    /** Records in the audit log how many hashes a run has replaced: an event for each of a million would hide all others. */
    void recordWrapped(int count) {
        jdbc.sql("""
                select storelatch.record_command(
                    'user_updated', :realm, null, 'password_hashes_wrapped', :count || ' accounts')
                """)
                .param("realm", realm.id())
                .param("count", String.valueOf(count))
                .query(Long.class)
                .single();
    }

    /** Replaces a hash unless it has changed meanwhile, and returns true if it did. */
    boolean replace(StoredHash stored, String hash) {
        return jdbc.sql("""
                        update %s set password_hash = :new where id = :id and password_hash = :old
                        """.formatted(table))
                        .param("new", hash)
                        .param("id", stored.id())
                        .param("old", stored.hash())
                        .update()
                == 1;
    }
}
