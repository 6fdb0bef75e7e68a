package dev.storelatch.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Realm;
import dev.storelatch.core.StartupException;
import dev.storelatch.crypto.KeyMaterial;
import dev.storelatch.crypto.Secret;
import dev.storelatch.database.Retention;
import dev.storelatch.link.Link.Purpose;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.TestClock;
import java.time.Duration;
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
    void aLinkFromBeforeTheSecretsChangedIsStillMailedAndGood() {
        String id = issue(with(OLD));
        String token = with(OLD).token(id).orElseThrow();

        assertThat(with(NEW, OLD).token(id)).contains(token);
        assertThat(with(NEW, OLD).read(Purpose.PASSWORD_RESET, token)).isPresent();
    }

    @Test
    void aLinkWhoseSecretIsGoneIsNotMailed() {
        assertThat(with(NEW).token(issue(with(OLD)))).isEmpty();
    }

    @Test
    void theSecretsOfBearerTokensServeIfThereAreNoOthers() {
        String id = issue(links);

        assertThat(with(Secret.of(ServerTest.JWT_SECRET)).token(id))
                .isEqualTo(links.token(id))
                .isPresent();
    }

    @Test
    void aWeakSecretRefusesTheStart() {
        assertThatThrownBy(() -> new LinkTokenSettings(List.of(Secret.of("short"))))
                .isInstanceOf(StartupException.class)
                .hasMessage("storelatch.token.link-secrets[0] is shorter than 32 bytes.");
    }

    @Test
    void whatIsUndoneWasNotSpent() {
        String token = links.token(issue(links)).orElseThrow();

        transaction.executeWithoutResult(status -> {
            assertThat(links.spend(Purpose.PASSWORD_RESET, token)).isPresent();
            status.setRollbackOnly();
        });

        assertThat(links.read(Purpose.PASSWORD_RESET, token)).isPresent();
    }

    @Test
    void aSpentLinkIsNotMailed() {
        String id = issue(links);
        String token = links.token(id).orElseThrow();
        transaction.executeWithoutResult(status -> links.spend(Purpose.PASSWORD_RESET, token));

        assertThat(links.find(id)).isEmpty();
        assertThat(links.token(id)).isEmpty();
    }

    @Test
    void aTokenOpensItsOwnPurposeOnly() {
        String token = links.token(issue(links)).orElseThrow();

        assertThat(links.read(Purpose.ORDER_CLAIM, token)).isEmpty();
    }

    @Test
    void anExpiredRowCanBeSweptAndALiveOneNot() {
        String id = issue(links);
        Retention retention = retentions.stream()
                .filter(candidate -> candidate.table().equals("link_token"))
                .findFirst()
                .orElseThrow();
        String sweepable = "select count(*) from storelatch.%s where %s = ? and %s < ?"
                .formatted(retention.table(), retention.key(), retention.moment());

        assertThat(count(sweepable, id, retention.past().getAsLong())).isZero();
        clock.advance(Duration.ofSeconds(901));
        assertThat(count(sweepable, id, retention.past().getAsLong())).isEqualTo(1);
    }

    @Test
    void aLinkPrintsNoToken() {
        String id = issue(links);

        assertThat(links.find(id)).hasToString("Optional[Link[id=" + id + "]]");
    }

    private String issue(Links from) {
        return transaction.execute(status -> from.issue(Purpose.PASSWORD_RESET, actor));
    }

    private Links with(Secret... secrets) {
        return new Links(new LinkTokenSettings(List.of(secrets)), keyMaterial, jdbc, clock);
    }

    private long count(String sql, String id, long past) {
        return jdbc.sql(sql).params(id, past).query(Long.class).single();
    }
}
