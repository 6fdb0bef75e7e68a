package dev.storelatch.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.storelatch.core.AccountDisabled;
import dev.storelatch.core.Actor;
import dev.storelatch.core.CredentialsChanged;
import dev.storelatch.core.LogoutReason;
import dev.storelatch.core.Realm;
import dev.storelatch.core.SecurityEvent;
import dev.storelatch.core.StartupException;
import dev.storelatch.core.Way;
import dev.storelatch.crypto.KeyMaterial;
import dev.storelatch.crypto.Secret;
import dev.storelatch.database.Retention;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@ServerTest
class LinksTest {

    private static final Secret OLD = Secret.of("an-old-link-secret-4Tq9XzLmWv2RbYc7");
    private static final Secret NEW = Secret.of("a-new-link-secret-8KpD3sNfJg6HhEu1");

    private static final LinkPurpose RESET = LinkPurpose.opaque("PASSWORD_RESET");
    private static final LinkPurpose CLAIM = LinkPurpose.opaque("ORDER_CLAIM");
    private static final LinkPurpose UNDO = LinkPurpose.lasting("EMAIL_UNDO", Duration.ofDays(7));

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

    @Autowired
    ApplicationEventPublisher events;

    private final Actor actor = new Actor(Realm.STORE, "cus_" + UUID.randomUUID());
    private final Actor other = new Actor(Realm.STORE, "cus_" + UUID.randomUUID());

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

        assertThat(links.read(CLAIM, token)).isEmpty();
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
        assertThat(new LinkRepository(jdbc, clock).find(id)).hasToString("Optional[Stored[Link[id=" + id + "]]]");
    }

    @Test
    void aLinkReplacesOneForTheSamePurposeRecipientAndPayloadOnly() {
        String token = token(RESET, actor, "ada@example.com", "payload");
        String ofOtherAccount = token(RESET, other, "ada@example.com", "payload");
        String forOtherPurpose = token(CLAIM, actor, "ada@example.com", "payload");
        String toOtherRecipient = token(RESET, actor, "grace@example.com", "payload");
        String withOtherPayload = token(RESET, actor, "ada@example.com", "other payload");
        assertThat(links.read(RESET, token)).isPresent();

        String again = token(RESET, actor, "ada@example.com", "payload");

        assertThat(links.read(RESET, token)).isEmpty();
        assertThat(links.read(CLAIM, forOtherPurpose)).isPresent();
        for (String valid : List.of(again, ofOtherAccount, toOtherRecipient, withOtherPayload)) {
            assertThat(links.read(RESET, valid)).isPresent();
        }
    }

    @Test
    void aLinkHoldsWhatItWasIssuedWithForTheLifetimeOfItsPurpose() {
        LinkPurpose week = LinkPurpose.opaque("WEEK", Duration.ofDays(7));
        String token = token(week, actor, "ada@example.com", "payload");

        Link link = links.read(week, token).orElseThrow();
        assertThat(link.actor()).isEqualTo(actor);
        assertThat(link.recipient()).isEqualTo("ada@example.com");
        assertThat(link.payload()).isEqualTo("payload");
        assertThat(Duration.between(link.issuedAt(), link.expiresAt())).isEqualTo(Duration.ofDays(7));

        clock.advance(Duration.ofDays(7));
        assertThat(links.read(week, token)).isEmpty();
        assertThat(links.find(link.id())).isEmpty();
        assertThat(transaction.<Optional<Link>>execute(status -> links.consume(week, token)))
                .isEmpty();
    }

    @Test
    void consumptionIsAnEventOfTheAccount() {
        List<Object> published = new ArrayList<>();
        Links recorded = new Links(keys(OLD), new LinkRepository(jdbc, clock), published::add, clock);
        String token = recorded.token(RESET, issue(recorded)).orElseThrow();

        transaction.executeWithoutResult(status -> recorded.consume(RESET, token));
        transaction.executeWithoutResult(status -> recorded.consume(RESET, token));

        assertThat(published)
                .containsExactly(SecurityEvent.of(SecurityEvent.Type.AUTHN_LINK_USE, actor)
                        .by(Way.LINK)
                        .because("password_reset"));
    }

    @Test
    void revocationDeletesTheAccountsLinksForThePurposeOnly() {
        String revoked = token(RESET, actor, null, "");
        String revokedToo = token(RESET, actor, "ada@example.com", "payload");
        String forOtherPurpose = token(CLAIM, actor, null, "");
        String ofOtherAccount = token(RESET, other, null, "");

        transaction.executeWithoutResult(status -> links.revoke(RESET, actor));

        assertThat(links.read(RESET, revoked)).isEmpty();
        assertThat(links.read(RESET, revokedToo)).isEmpty();
        assertThat(links.read(CLAIM, forOtherPurpose)).isPresent();
        assertThat(links.read(RESET, ofOtherAccount)).isPresent();
    }

    @Test
    void revocationOfLaterLinksKeepsTheLinkAndEarlierOnes() {
        String earlier = token(RESET, actor, null, "1");
        String link = token(RESET, actor, null, "2");
        String later = token(RESET, actor, null, "3");
        String laterOfOtherAccount = token(RESET, other, null, "3");
        String laterForOtherPurpose = token(CLAIM, actor, null, "3");

        transaction.executeWithoutResult(status -> links.revokeLater(RESET, link));

        assertThat(links.read(RESET, later)).isEmpty();
        for (String kept : List.of(earlier, link, laterOfOtherAccount)) {
            assertThat(links.read(RESET, kept)).isPresent();
        }
        assertThat(links.read(CLAIM, laterForOtherPurpose)).isPresent();
    }

    @Test
    void anAddressIsThatOfAnotherAccountsLinkUntilItExpires() {
        String address = UUID.randomUUID() + "@example.com";
        token(RESET, other, address, "");

        assertThat(links.existsForOther(RESET, actor, address)).isTrue();
        assertThat(links.existsForOther(RESET, other, address)).isFalse();
        assertThat(links.existsForOther(CLAIM, actor, address)).isFalse();
        assertThat(links.existsForOther(RESET, actor, "other-" + address)).isFalse();
        clock.advance(Link.LIFETIME);
        assertThat(links.existsForOther(RESET, actor, address)).isFalse();
    }

    @Test
    void newCredentialsDeleteAllLinksButLastingOnes() {
        String ordinary = token(RESET, actor, null, "");
        String lasting = token(UNDO, actor, null, "");
        String ofOtherAccount = token(RESET, other, null, "");

        events.publishEvent(new CredentialsChanged(actor, true, null, null));

        assertThat(links.read(RESET, ordinary)).isEmpty();
        assertThat(links.read(UNDO, lasting)).isPresent();
        assertThat(links.read(RESET, ofOtherAccount)).isPresent();
    }

    @Test
    void aDisabledAccountHasNoLinks() {
        String ordinary = token(RESET, actor, null, "");
        String lasting = token(UNDO, actor, null, "");
        String ofOtherAccount = token(UNDO, other, null, "");

        links.deleteAll(new AccountDisabled(actor, LogoutReason.LOCKED));

        assertThat(links.read(RESET, ordinary)).isEmpty();
        assertThat(links.read(UNDO, lasting)).isEmpty();
        assertThat(links.read(UNDO, ofOtherAccount)).isPresent();
    }

    @Test
    void aLinkOfACommandIsValidAndItsKeyIsNotKnown() {
        String token = transaction.execute(status -> new OfflineLinks(jdbc, clock).issue(RESET, actor, "payload"));

        Link link = links.read(RESET, token).orElseThrow();
        assertThat(link.payload()).isEqualTo("payload");
        assertThat(links.token(RESET, link.id())).isEmpty();
        LinkKeys zeros = new LinkKeys(new LinkTokenSettings(List.of()), () -> List.of(new byte[32]));
        assertThat(new LinkTokenCodec(zeros).token(RESET, link)).isNotEqualTo(token);
    }

    private String issue(Links from) {
        return transaction.execute(status -> from.issue(RESET, actor, null, ""));
    }

    private String token(LinkPurpose purpose, Actor account, @Nullable String recipient, String payload) {
        String id = transaction.execute(status -> links.issue(purpose, account, recipient, payload));
        return links.token(purpose, id).orElseThrow();
    }

    private Links with(Secret... secrets) {
        return new Links(keys(secrets), new LinkRepository(jdbc, clock), event -> {}, clock);
    }

    private LinkKeys keys(Secret... secrets) {
        return new LinkKeys(new LinkTokenSettings(List.of(secrets)), keyMaterial);
    }

    private long count(String sql, String id, Instant cutoff) {
        return jdbc.sql(sql)
                .params(id, cutoff.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }
}
