package dev.storelatch.outbox;

import dev.storelatch.request.BracketedQuery;
import dev.storelatch.request.JsonBody;
import dev.storelatch.request.Paging;
import dev.storelatch.request.QueryString;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A page of messages, newest first.
 *
 * @param state the state of all messages; null for any
 * @param before id of the message that the page follows, the last one of the page before it; null for the first page
 * @param rows number of messages, at most 100
 */
record UnsentMessageQuery(@Nullable String state, @Nullable UUID before, long rows) {

    static final String WAITING = "waiting";
    static final String GIVEN_UP = "given_up";

    private static final List<String> STATES = List.of(WAITING, GIVEN_UP);
    private static final double DEFAULT_LIMIT = 50;
    private static final int MAX_TEXT_LENGTH = 50;

    /** @throws dev.storelatch.core.Failure.InvalidData with all mistakes */
    static UnsentMessageQuery of(QueryString parameters) {
        JsonBody query = new JsonBody(BracketedQuery.parse(parameters));
        Optional<String> state = query.optionalString("state", MAX_TEXT_LENGTH).asOptional();
        if (state.isPresent() && !STATES.contains(state.get())) {
            query.mistake("state must be one of the following values: " + String.join(", ", STATES));
        }
        Optional<String> before =
                query.optionalString("before", MAX_TEXT_LENGTH).asOptional();
        Optional<UUID> message = before.flatMap(UnsentMessageQuery::id);
        if (before.isPresent() && message.isEmpty()) {
            query.mistake("before must be the id of a message");
        }
        long rows = Paging.readLimit(query, DEFAULT_LIMIT);
        query.check();
        return new UnsentMessageQuery(state.orElse(null), message.orElse(null), rows);
    }

    /** Returns the id of a message; empty if the text is none. */
    static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
