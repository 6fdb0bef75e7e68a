package dev.storelatch.link;

import dev.storelatch.core.AccountDisabled;
import dev.storelatch.core.Actor;
import dev.storelatch.core.CredentialsChanged;
import dev.storelatch.core.SecurityEvent;
import dev.storelatch.core.Way;
import dev.storelatch.crypto.Sha256;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Issues and consumes single-use links, each for one purpose and the time that this allows (ASVS 6.5.1). The database
 * holds the hash of a token, and neither the token nor what it can be computed from.
 */
@Service
public class Links {

    private final LinkTokenCodec codec;
    private final LinkRepository repository;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Links(LinkKeys keys, LinkRepository repository, ApplicationEventPublisher events, Clock clock) {
        this.codec = new LinkTokenCodec(keys);
        this.repository = repository;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Issues a link for the account. It replaces an unused one for the same purpose, recipient and payload.
     *
     * @param recipient the address that it is mailed to; null for the account's own
     * @param payload data for the purpose's module; empty if it needs none
     * @return the id of the link, by which its token is computed when it is mailed
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public String issue(LinkPurpose purpose, Actor actor, @Nullable String recipient, String payload) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Link link = new Link(
                UUID.randomUUID().toString(),
                purpose.name(),
                actor,
                recipient,
                payload,
                now,
                now.plus(purpose.lifetime()));
        repository.insert(link, purpose.lasting(), slot(link), Sha256.base64UrlOf(codec.token(purpose, link)));
        return link.id();
    }

    /** Finds the link with this id. Empty if it has been used, was replaced or has expired. */
    public Optional<Link> find(String id) {
        return repository.find(id).map(LinkRepository.Stored::link);
    }

    /** Computes the token of the link with this id. Empty as for {@link #find}, or if its secret is not configured. */
    public Optional<String> token(LinkPurpose purpose, String id) {
        return repository
                .find(id)
                .flatMap(stored -> codec.candidates(purpose, stored.link())
                        .filter(token -> Sha256.base64UrlOf(token).equals(stored.tokenHash()))
                        .findFirst());
    }

    /** Finds the link of a token without consuming it. Costs one SELECT. */
    public Optional<Link> read(LinkPurpose purpose, String token) {
        return repository.findByToken(purpose, Sha256.base64UrlOf(token));
    }

    /** Consumes the link of a token, unless the caller's transaction is rolled back. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Link> consume(LinkPurpose purpose, String token) {
        Optional<Link> link = repository.delete(purpose, Sha256.base64UrlOf(token));
        link.ifPresent(
                consumed -> events.publishEvent(SecurityEvent.of(SecurityEvent.Type.AUTHN_LINK_USE, consumed.actor())
                        .by(Way.LINK)
                        .because(purpose.name().toLowerCase(Locale.ROOT))));
        return link;
    }

    /** Deletes all links of the account for this purpose, whatever their recipient and payload. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void revoke(LinkPurpose purpose, Actor actor) {
        repository.deleteAll(purpose, actor);
    }

    /** Deletes the links that the account was issued for this purpose after that of a token. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void revokeLater(LinkPurpose purpose, String token) {
        repository.deleteLater(purpose, Sha256.base64UrlOf(token));
    }

    /** Returns true if an account other than this one has an unused link for the purpose that is mailed to the address. */
    public boolean existsForOther(LinkPurpose purpose, Actor actor, String recipient) {
        return repository.existsForOther(purpose, actor, recipient);
    }

    /** Deletes the links of the account but the lasting ones: none that the old credentials caused may outlive them. */
    @EventListener
    void deleteAll(CredentialsChanged change) {
        repository.deleteAll(change.actor(), false);
    }

    @EventListener
    void deleteAll(AccountDisabled disabled) {
        repository.deleteAll(disabled.actor(), true);
    }

    private static String slot(Link link) {
        return Sha256.base64UrlOf(String.join(
                "\n",
                link.purpose(),
                link.actor().realm().id(),
                link.actor().id(),
                String.valueOf(link.recipient()),
                link.payload()));
    }
}
