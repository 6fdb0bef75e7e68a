package dev.storelatch.link;

import dev.storelatch.core.Actor;
import dev.storelatch.core.CredentialsChanged;
import dev.storelatch.core.Realm;
import dev.storelatch.crypto.KeyMaterial;
import dev.storelatch.crypto.Sha256;
import dev.storelatch.link.Link.Purpose;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tokens in mailed links: each works once, for 15 minutes, and for its one purpose (ASVS 6.5.1). The database
 * holds a token's hash, and neither the token nor what it can be computed from.
 */
@Service
public class Links {

    private static final String COLUMNS =
            "id, purpose, claim, account_id, recipient, orders, issued_at, expires_at, hash";

    private final LinkTokenCodec codec;
    private final JdbcClient jdbc;
    private final Clock clock;

    Links(LinkTokenSettings settings, KeyMaterial keyMaterial, JdbcClient jdbc, Clock clock) {
        this.codec = new LinkTokenCodec(settings.keyMaterial(keyMaterial));
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A row and the hash of its token. */
    private record Stored(Link link, String hash) {}

    /**
     * Makes a link for the account; one of the same purpose that is not used yet is void.
     *
     * @return the link's id, by which its token is found when it is mailed
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public String issue(Purpose purpose, Actor actor) {
        return issue(purpose, actor, null, List.of());
    }

    /**
     * Makes a link that hands these orders over to the account; one for the same orders and recipient is void.
     *
     * @param recipient the address that it is mailed to
     * @return as {@link #issue(Purpose, Actor)}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public String issue(Purpose purpose, Actor actor, @Nullable String recipient, List<String> orders) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Link link =
                new Link(UUID.randomUUID().toString(), purpose, actor, recipient, orders, now, now.plus(Link.LIFETIME));
        jdbc.sql("""
                insert into storelatch.link_token
                    (id, slot, hash, purpose, claim, account_id, recipient, orders, issued_at, expires_at)
                values (:id, :slot, :hash, :purpose, :claim, :account, :recipient, :orders, :issuedAt, :expiresAt)
                on conflict (slot) do update
                set id = excluded.id, hash = excluded.hash,
                    issued_at = excluded.issued_at, expires_at = excluded.expires_at
                """)
                .param("id", link.id())
                .param("slot", slot(link))
                .param("hash", Sha256.base64UrlOf(codec.token(link)))
                .param("purpose", purpose.name())
                .param("claim", actor.realm().subjectClaim())
                .param("account", actor.id())
                .param("recipient", recipient)
                .param("orders", orders.toArray(String[]::new))
                .param("issuedAt", link.issuedAt().getEpochSecond())
                .param("expiresAt", link.expiresAt().getEpochSecond())
                .update();
        return link.id();
    }

    /** The link with this id, if it has been neither used, nor replaced by a newer one, nor forgotten by time. */
    public Optional<Link> find(String id) {
        return stored(id).map(Stored::link);
    }

    /** The token of the link with this id; empty as {@link #find}, and if the secret of its time is gone. */
    public Optional<String> token(String id) {
        return stored(id)
                .flatMap(stored -> codec.candidates(stored.link())
                        .filter(token -> Sha256.base64UrlOf(token).equals(stored.hash()))
                        .findFirst());
    }

    /** The link that the token opens. Nothing is spent. Costs one SELECT. */
    public Optional<Link> read(Purpose purpose, String token) {
        return jdbc.sql("select " + COLUMNS + """
                 from storelatch.link_token where hash = :hash and purpose = :purpose and expires_at > :now
                """)
                .param("hash", Sha256.base64UrlOf(token))
                .param("purpose", purpose.name())
                .param("now", clock.instant().getEpochSecond())
                .query(Links::stored)
                .optional()
                .map(Stored::link);
    }

    /** The link that the token opens, for the last time, unless the caller's transaction is undone. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Link> spend(Purpose purpose, String token) {
        return jdbc.sql("""
                delete from storelatch.link_token where hash = :hash and purpose = :purpose and expires_at > :now
                returning\s""" + COLUMNS)
                .param("hash", Sha256.base64UrlOf(token))
                .param("purpose", purpose.name())
                .param("now", clock.instant().getEpochSecond())
                .query(Links::stored)
                .optional()
                .map(Stored::link);
    }

    /** No link that was asked for with the old credentials outlives them. */
    @EventListener
    void voidAll(CredentialsChanged change) {
        jdbc.sql("delete from storelatch.link_token where claim = :claim and account_id = :account")
                .param("claim", change.actor().realm().subjectClaim())
                .param("account", change.actor().id())
                .update();
    }

    private Optional<Stored> stored(String id) {
        return jdbc.sql("select " + COLUMNS + " from storelatch.link_token where id = :id and expires_at > :now")
                .param("id", id)
                .param("now", clock.instant().getEpochSecond())
                .query(Links::stored)
                .optional();
    }

    private static Stored stored(ResultSet row, int number) throws SQLException {
        String claim = row.getString(3);
        Realm realm = Arrays.stream(Realm.values())
                .filter(candidate -> candidate.subjectClaim().equals(claim))
                .findFirst()
                .orElseThrow();
        return new Stored(
                new Link(
                        row.getString(1),
                        Purpose.valueOf(row.getString(2)),
                        new Actor(realm, row.getString(4)),
                        row.getString(5),
                        List.of((String[]) row.getArray(6).getArray()),
                        Instant.ofEpochSecond(row.getLong(7)),
                        Instant.ofEpochSecond(row.getLong(8))),
                row.getString(9));
    }

    private static String slot(Link link) {
        String recipient = String.valueOf(link.recipient());
        return Sha256.base64UrlOf(Stream.concat(
                        Stream.of(
                                link.purpose().name(),
                                link.actor().realm().subjectClaim(),
                                link.actor().id(),
                                recipient),
                        link.orders().stream())
                .collect(Collectors.joining("\n")));
    }
}
