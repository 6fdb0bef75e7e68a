package dev.storelatch.audit;

import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Login;
import dev.storelatch.core.Realm;
import dev.storelatch.core.SecurityEvent;
import dev.storelatch.core.Way;
import dev.storelatch.request.CurrentRequest;
import dev.storelatch.request.NetworkAddress;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event that is to be stored, with the request that has caused it.
 *
 * @param email the address that was sent instead of an account's id, of which only a code is stored
 */
record NewAuditEvent(
        Instant occurredAt,
        SecurityEvent.Type type,
        @Nullable String realm,
        @Nullable String accountId,
        @Nullable EmailAddress email,
        @Nullable String actorId,
        @Nullable String network,
        @Nullable String way,
        @Nullable String reason,
        @Nullable String detail) {

    private static final int MAX_DETAIL_LENGTH = 200;

    static NewAuditEvent of(SecurityEvent event, Optional<CurrentRequest.Description> request, Instant now) {
        Realm realm = event.realm() != null
                ? event.realm()
                : request.map(CurrentRequest.Description::realm).orElse(null);
        Way way = event.way() != null
                ? event.way()
                : request.map(CurrentRequest.Description::way).orElse(null);
        return new NewAuditEvent(
                now,
                event.type(),
                realm == null ? null : realm.id(),
                event.accountId(),
                event.email(),
                actorId(event, request).orElse(null),
                network(request),
                way == null ? null : way.id(),
                event.reason(),
                bounded(event.detail()));
    }

    /** Returns the network of the client; null for a command, and if its address is not known. */
    static @Nullable String network(Optional<CurrentRequest.Description> request) {
        return request.map(CurrentRequest.Description::address)
                .flatMap(NetworkAddress::of)
                .map(NetworkAddress::site)
                .orElse(null);
    }

    private static Optional<String> actorId(SecurityEvent event, Optional<CurrentRequest.Description> request) {
        return request.map(CurrentRequest.Description::login)
                .map(Login::actor)
                .map(Actor::id)
                .filter(id -> !id.equals(event.accountId()));
    }

    private static @Nullable String bounded(@Nullable String detail) {
        return detail == null || detail.length() <= MAX_DETAIL_LENGTH ? detail : detail.substring(0, MAX_DETAIL_LENGTH);
    }

    @Override
    public String toString() {
        return "NewAuditEvent[" + type + "]";
    }
}
