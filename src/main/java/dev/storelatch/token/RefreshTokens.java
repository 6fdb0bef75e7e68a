package dev.storelatch.token;

import dev.storelatch.core.Account;
import dev.storelatch.core.Actor;
import dev.storelatch.core.Realm;
import dev.storelatch.core.SecurityEvent;
import dev.storelatch.core.Way;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Rotates refresh tokens: each is valid once (RFC 9700 §4.14.2). No transaction spans more than one call, so that
 * no connection is held while a token is signed.
 */
@Service
class RefreshTokens {

    private static final Logger LOG = LoggerFactory.getLogger(RefreshTokens.class);

    private final SecureRandom random = new SecureRandom();
    private final RefreshTokenRepository repository;
    private final TokenSettings.Refresh settings;
    private final List<byte[]> successorKeys;
    private final ApplicationEventPublisher events;
    private final TransactionOperations transaction;
    private final Clock clock;

    RefreshTokens(
            RefreshTokenRepository repository,
            TokenSettings settings,
            ApplicationEventPublisher events,
            TransactionOperations transaction,
            Clock clock) {
        this.repository = repository;
        this.settings = settings.refresh();
        this.successorKeys =
                settings.keyMaterial().map(RefreshToken::successorKey).toList();
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    RefreshGrant start(Account account, Set<String> methods) {
        RefreshToken token = RefreshToken.random(random);
        Instant end = clock.instant().plus(settings.absoluteTimeout());
        Instant idleEnd = clock.instant().plus(settings.idleTimeout());
        Instant expiry = idleEnd.isBefore(end) ? idleEnd : end;
        RefreshGrant grant = new RefreshGrant(account.actor(), account.tokenEpoch(), expiry, token);
        transaction.executeWithoutResult(status -> {
            repository.insert(grant, methods, end);
            publish(SecurityEvent.Type.AUTHN_LOGIN_SUCCESS, account.actor());
        });
        return grant;
    }

    /**
     * Replaces the token by its successor, or returns that again if the token was used within the grace period, when the
     * response may have been lost. A token that returns later is in the hands of two parties, so its log-in ends.
     */
    Optional<RefreshGrant> use(Realm realm, RefreshToken token) {
        return replace(realm, token).or(() -> repeat(realm, token));
    }

    private Optional<RefreshGrant> replace(Realm realm, RefreshToken token) {
        Instant now = clock.instant();
        return repository.replace(
                realm,
                token,
                token.next(successorKeys.get(0)),
                now.plus(settings.idleTimeout()),
                now.minus(settings.grace()));
    }

    private Optional<RefreshGrant> repeat(Realm realm, RefreshToken token) {
        Optional<RefreshTokenRepository.Replaced> found = repository.findReplaced(realm, token);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        RefreshTokenRepository.Replaced replaced = found.get();
        Instant graceStart = clock.instant().minus(settings.grace());
        if (replaced.usedAt() == null || !replaced.usedAt().isAfter(graceStart)) {
            Actor actor = replaced.grant().actor();
            transaction.executeWithoutResult(status -> {
                repository.delete(realm, token.family());
                publish(SecurityEvent.Type.AUTHN_TOKEN_REUSE, actor);
            });
            LOG.warn("A refresh token of {} was used again; that log-in is revoked", actor.id());
            return Optional.empty();
        }
        return successorKeys.stream()
                .map(token::next)
                .filter(next -> replaced.knownHashes().contains(next.hash()))
                .map(next -> new RefreshGrant(
                        replaced.grant().actor(),
                        replaced.grant().epoch(),
                        replaced.grant().expiresAt(),
                        next))
                .findFirst();
    }

    private void publish(SecurityEvent.Type type, Actor account) {
        events.publishEvent(SecurityEvent.of(type, account).by(Way.TOKEN));
    }
}
