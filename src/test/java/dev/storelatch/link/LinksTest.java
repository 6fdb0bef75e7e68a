package dev.storelatch.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Realm;
import dev.storelatch.core.StartupException;
import dev.storelatch.crypto.KeyMaterial;
import dev.storelatch.crypto.Secret;
import dev.storelatch.database.Retention;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@ServerTest
class LinksTest {

    private static final Secret OLD = Secret.of("an-old-link-secret-4Tq9XzLmWv2RbYc7");
    private static final Secret NEW = Secret.of("a-new-link-secret-8KpD3sNfJg6HhEu1");

    private static final LinkPurpose RESET = LinkPurpose.opaque("PASSWORD_RESET");

    @Autowired
    Links links;

    @Autowired
    KeyMaterial keyMaterial;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    @Autowired
    TransactionOperations transaction;

    @Autowired
    List<Retention> retentions;

    private final Actor actor = new Actor(Realm.STORE, "cus_" + UUID.randomUUID());

    @Test
    void linkOfAnOlderSecretIsStillMailedAndValid() {
        String id = issue(with(OLD));
        String token = with(OLD).token(RESET, id).orElseThrow();

        assertThat(with(NEW, OLD).token(RESET, id)).contains(token);
        assertThat(with(NEW, OLD).read(RESET, token)).isPresent();
    }

    @Test
    void linkWhoseSecretWasRemovedIsNotMailed() {
        assertThat(with(NEW).token(RESET, issue(with(OLD)))).isEmpty();
    }

    @Test
    void keyMaterialOfAccessTokensIsTheFallback() {
        String id = issue(links);

        assertThat(with(Secret.of(ServerTest.JWT_SECRET)).token(RESET, id))
                .isEqualTo(links.token(RESET, id))
                .isPresent();
    }

    @Test
    void weakSecretIsRefused() {
        assertThatThrownBy(() -> new LinkTokenSettings(List.of(Secret.of("short"))))
                .isInstanceOf(StartupException.class)
                .hasMessage("storelatch.token.link-secrets[0] is shorter than 32 bytes.");
    }

    @Test
    void rollbackRestoresAConsumedLink() {
        String token = links.token(RESET, issue(links)).orElseThrow();

        transaction.executeWithoutResult(status -> {
            assertThat(links.consume(RESET, token)).isPresent();
            status.setRollbackOnly();
        });

        assertThat(links.read(RESET, token)).isPresent();
    }

    @Test
    void consumedLinkIsNotMailed() {
        String id = issue(links);
        String token = links.token(RESET, id).orElseThrow();
        transaction.executeWithoutResult(status -> links.consume(RESET, token));

        assertThat(links.find(id)).isEmpty();
        assertThat(links.token(RESET, id)).isEmpty();
    }

    @Test
    void tokenIsAcceptedForItsOwnPurposeOnly() {
        String token = links.token(RESET, issue(links)).orElseThrow();

        assertThat(links.read(LinkPurpose.opaque("ORDER_CLAIM"), token)).isEmpty();
    }

    @Test
    void onlyExpiredRowsAreDeleted() {
        String id = issue(links);
        Retention retention = retentions.stream()
                .filter(candidate -> candidate.table().equals("link_token"))
                .findFirst()
                .orElseThrow();
        String deletable = "select count(*) from storelatch.%s where %s = ? and %s < ?"
                .formatted(retention.table(), retention.key(), retention.column());

        assertThat(count(deletable, id, retention.cutoff().get())).isZero();
        clock.advance(Duration.ofSeconds(901));
        assertThat(count(deletable, id, retention.cutoff().get())).isEqualTo(1);
    }

    @Test
    void linkIsRedacted() {
        String id = issue(links);

        assertThat(links.find(id)).hasToString("Optional[Link[id=" + id + "]]");
    }

    private String issue(Links from) {
        return transaction.execute(status -> from.issue(RESET, actor, null, ""));
    }

    private Links with(Secret... secrets) {
        LinkKeys keys = new LinkKeys(new LinkTokenSettings(List.of(secrets)), keyMaterial);
        return new Links(keys, new LinkRepository(jdbc, clock), event -> {}, clock);
    }

    private long count(String sql, String id, Instant cutoff) {
        return jdbc.sql(sql)
                .params(id, cutoff.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }
}
