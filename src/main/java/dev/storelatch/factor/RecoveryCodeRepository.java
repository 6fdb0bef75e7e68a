package dev.storelatch.factor;

import dev.storelatch.core.Actor;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of the table {@code recovery_code}. */
@Repository
class RecoveryCodeRepository {

    private final JdbcClient jdbc;
    private final Clock clock;

    RecoveryCodeRepository(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Returns the number of codes that were not used yet. */
    int count(Actor account) {
        return jdbc.sql("select count(*) from storelatch.recovery_code where realm = :realm and account_id = :account")
                .param("realm", account.realm().id())
                .param("account", account.id())
                .query(Integer.class)
                .single();
    }

    void insert(Actor account, List<byte[]> hashes) {
        jdbc.sql("""
                insert into storelatch.recovery_code (realm, account_id, hash, created_at)
                select :realm, :account, hash, :now from unnest(:hashes) hash
                """)
                .param("realm", account.realm().id())
                .param("account", account.id())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("hashes", hashes.toArray(byte[][]::new))
                .update();
    }

    void deleteAll(Actor account) {
        jdbc.sql("delete from storelatch.recovery_code where realm = :realm and account_id = :account")
                .param("realm", account.realm().id())
                .param("account", account.id())
                .update();
    }

    /** Uses up a code. Of concurrent calls one succeeds, unless that is rolled back. */
    boolean delete(Actor account, byte[] hash) {
        return jdbc.sql("""
                        delete from storelatch.recovery_code
                        where realm = :realm and account_id = :account and hash = :hash
                        """)
                        .param("realm", account.realm().id())
                        .param("account", account.id())
                        .param("hash", hash)
                        .update()
                > 0;
    }
}
