package dev.storelatch.audit;

import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Realm;
import dev.storelatch.core.SecurityEvent;
import dev.storelatch.request.BracketedQuery;
import dev.storelatch.request.DateRange;
import dev.storelatch.request.JsonBody;
import dev.storelatch.request.Paging;
import dev.storelatch.request.QueryString;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A page of events, newest first.
 *
 * @param equal values by column
 * @param email finds the events of the accounts with this address, and those of the address without an account
 * @param from earliest time
 * @param to time that is too late
 * @param before id of the event that the page follows, the last one of the page before it
 * @param rows number of events, at most 100
 */
record AuditQuery(
        Map<String, String> equal,
        @Nullable EmailAddress email,
        @Nullable OffsetDateTime from,
        @Nullable OffsetDateTime to,
        @Nullable Long before,
        long rows) {

    private static final double DEFAULT_LIMIT = 50;
    private static final int MAX_ROWS = 100;
    private static final int MAX_TEXT_LENGTH = 320;

    /**
     * Reads the parameters of administrators.
     *
     * @throws dev.storelatch.core.Failure.InvalidData with all mistakes
     */
    static AuditQuery of(QueryString parameters) {
        JsonBody query = new JsonBody(BracketedQuery.parse(parameters));
        Map<String, String> equal = new TreeMap<>();
        text(query, "account").ifPresent(value -> equal.put("account_id", value));
        text(query, "actor").ifPresent(value -> equal.put("actor_id", value));
        oneOf(query, "realm", Arrays.stream(Realm.values()).map(Realm::id))
                .ifPresent(value -> equal.put("realm", value));
        oneOf(query, "event", Arrays.stream(SecurityEvent.Type.values()).map(SecurityEvent.Type::id))
                .ifPresent(value -> equal.put("event", value));
        text(query, "network").ifPresent(value -> equal.put("network", value));
        EmailAddress email = text(query, "email").map(EmailAddress::new).orElse(null);
        OffsetDateTime from = DateRange.readDate(query, "from").orElse(null);
        OffsetDateTime to = DateRange.readDate(query, "to").orElse(null);
        return page(query, equal, email, from, to);
    }

    /**
     * Reads the parameters of the owner of an account.
     *
     * @throws dev.storelatch.core.Failure.InvalidData with all mistakes
     */
    static AuditQuery ofOwner(QueryString parameters, String accountId) {
        JsonBody query = new JsonBody(BracketedQuery.parse(parameters));
        return page(query, owner(accountId), null, null, null);
    }

    /** Returns the query of the next 100 events of an account, as its owner sees them. */
    static AuditQuery ofOwner(String accountId, @Nullable Long before) {
        return new AuditQuery(owner(accountId), null, null, null, before, MAX_ROWS);
    }

    private static Map<String, String> owner(String accountId) {
        return Map.of("realm", Realm.STORE.id(), "account_id", accountId);
    }

    private static AuditQuery page(
            JsonBody query,
            Map<String, String> equal,
            @Nullable EmailAddress email,
            @Nullable OffsetDateTime from,
            @Nullable OffsetDateTime to) {
        Long before = text(query, "before").map(text -> id(query, text)).orElse(null);
        long rows = Paging.readLimit(query, DEFAULT_LIMIT);
        query.check();
        return new AuditQuery(equal, email, from, to, before, rows);
    }

    private static Optional<String> text(JsonBody query, String name) {
        return query.optionalString(name, MAX_TEXT_LENGTH).asOptional();
    }

    private static Optional<String> oneOf(JsonBody query, String name, Stream<String> values) {
        List<String> allowed = values.toList();
        Optional<String> value = text(query, name);
        if (value.isPresent() && !allowed.contains(value.get())) {
            query.mistake("%s must be one of the following values: %s".formatted(name, String.join(", ", allowed)));
        }
        return value;
    }

    private static long id(JsonBody query, String text) {
        if (!text.matches("\\d{1,18}")) {
            query.mistake("before must be the id of an event");
            return 0;
        }
        return Long.parseLong(text);
    }
}
