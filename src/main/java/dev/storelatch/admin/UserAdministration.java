package dev.storelatch.admin;

import dev.storelatch.core.AccountDisabled;
import dev.storelatch.core.Actor;
import dev.storelatch.core.Failure;
import dev.storelatch.core.LogoutReason;
import dev.storelatch.core.Realm;
import dev.storelatch.core.SecurityEvent;
import dev.storelatch.request.Metadata;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes and deletes users, all that was requested or nothing. */
@Service
class UserAdministration {

    private static final int MAX_METADATA_BYTES = 16 * 1024;

    private final UserRepository users;
    private final ApiTokens apiTokens;
    private final LastAdmin lastAdmin;
    private final ApplicationEventPublisher events;

    UserAdministration(
            UserRepository users, ApiTokens apiTokens, LastAdmin lastAdmin, ApplicationEventPublisher events) {
        this.users = users;
        this.apiTokens = apiTokens;
        this.lastAdmin = lastAdmin;
        this.events = events;
    }

    /**
     * Applies the change.
     *
     * @return true if something changed
     * @throws Failure.NotFound if there is no such user
     * @throws Failure.InvalidData if the last user with the role {@code admin} would lose it, if another user has the API
     *     token, or if the metadata is too large
     */
    @Transactional
    public boolean update(String id, UserUpdate change) {
        if (change.role() != null && change.role() != Role.ADMIN) {
            lastAdmin.requireAnother(id);
        }
        User before = users.findLocked(id).orElseThrow(new Actor(Realm.ADMIN, id)::notFound);
        User after = apply(before, change);
        boolean newToken = change.apiToken().present()
                && apiTokens.replace(id, change.apiToken().value());
        if (!newToken && after.equals(before)) {
            return false;
        }
        users.update(after);
        events.publishEvent(new UserChanged(id, UserChanged.Kind.UPDATED));
        audit(before, after, newToken ? change : null);
        return true;
    }

    /** @param newToken the change, if it has set or removed the API token */
    private void audit(User before, User after, @Nullable UserUpdate newToken) {
        Actor user = new Actor(Realm.ADMIN, after.id());
        events.publishEvent(SecurityEvent.of(SecurityEvent.Type.USER_UPDATED, user));
        if (before.role() != after.role()) {
            events.publishEvent(SecurityEvent.of(SecurityEvent.Type.PRIVILEGE_PERMISSIONS_CHANGED, user)
                    .with("%s to %s".formatted(before.role(), after.role()).toLowerCase(Locale.ROOT)));
        }
        if (newToken != null) {
            events.publishEvent(SecurityEvent.of(
                    newToken.newApiToken().isPresent()
                            ? SecurityEvent.Type.AUTHN_TOKEN_CREATED
                            : SecurityEvent.Type.AUTHN_TOKEN_REVOKED,
                    user));
        }
    }

    /**
     * Deletes the user and ends all log-ins. Does nothing if there is no such user.
     *
     * @throws Failure.InvalidData if no other user has the role {@code admin}
     */
    @Transactional
    public void delete(String id) {
        lastAdmin.requireAnother(id);
        if (users.delete(id)) {
            apiTokens.replace(id, null);
            events.publishEvent(new AccountDisabled(new Actor(Realm.ADMIN, id), LogoutReason.DELETED));
            events.publishEvent(new UserChanged(id, UserChanged.Kind.DELETED));
        }
    }

    private static User apply(User user, UserUpdate change) {
        return new User(
                user.id(),
                user.createdAt(),
                user.updatedAt(),
                user.deletedAt(),
                change.role() == null ? user.role() : change.role(),
                user.email(),
                change.firstName().present() ? change.firstName().value() : user.firstName(),
                change.lastName().present() ? change.lastName().value() : user.lastName(),
                null,
                merge(user.metadata(), change.metadata()));
    }

    /** A change that does not add to an excess, which other applications may have stored, is accepted. */
    private static @Nullable JsonNode merge(@Nullable JsonNode stored, @Nullable ObjectNode changes) {
        JsonNode merged = Metadata.merge(stored, changes);
        if (bytes(merged) > MAX_METADATA_BYTES && bytes(merged) > bytes(stored)) {
            throw new Failure.InvalidData("metadata must not be larger than %d bytes".formatted(MAX_METADATA_BYTES));
        }
        return merged;
    }

    private static int bytes(@Nullable JsonNode json) {
        return json == null ? 0 : json.toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
