package dev.storelatch.audit;

import dev.storelatch.core.LoginFailure;
import dev.storelatch.core.LoginRejected;
import dev.storelatch.core.Realm;
import dev.storelatch.core.Way;
import dev.storelatch.request.CurrentRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of an attempt to log in.
 *
 * @param realm {@code store} or {@code admin}
 * @param way the credential that was asked for, or that of the request
 * @param failure null if it has succeeded
 * @param accountId null if it is not known, or there is none
 * @param network the network of the client
 */
record LoginOutcome(
        @Nullable String realm,
        @Nullable String way,
        @Nullable LoginFailure failure,
        @Nullable String accountId,
        @Nullable String network) {

    /** Detail of an event about a request that was logged in. */
    private static final String CURRENT_PASSWORD = "current_password";

    /**
     * Reads an event of the audit log; empty if it ends no attempt to log in.
     *
     * @param accountId the id that was found by the event's address
     */
    static Optional<LoginOutcome> of(NewAuditEvent event, @Nullable String accountId) {
        return switch (event.type()) {
            case AUTHN_LOGIN_SUCCESS -> Optional.of(of(event, accountId, null));
            case AUTHN_LOGIN_FAIL -> Optional.of(of(event, accountId, failure(event)));
            case AUTHN_SECOND_FACTOR_REQUIRED -> Optional.of(of(event, accountId, LoginFailure.SECOND_FACTOR_REQUIRED));
            case AUTHN_LOGIN_FAIL_MAX -> Optional.of(of(event, accountId, refusal(event)));
            default -> Optional.empty();
        };
    }

    static LoginOutcome of(LoginRejected rejected, Optional<CurrentRequest.Description> request) {
        Realm realm = rejected.realm() == null
                ? request.map(CurrentRequest.Description::realm).orElse(null)
                : rejected.realm();
        Way way = rejected.way() == null
                ? request.map(CurrentRequest.Description::way).orElse(null)
                : rejected.way();
        return new LoginOutcome(
                realm == null ? null : realm.id(),
                way == null ? null : way.id(),
                rejected.reason(),
                null,
                NewAuditEvent.network(request));
    }

    private static LoginOutcome of(NewAuditEvent event, @Nullable String accountId, @Nullable LoginFailure failure) {
        return new LoginOutcome(event.realm(), event.way(), failure, accountId, event.network());
    }

    /** Returns the outcome's name: {@code success}, {@code unfinished}, {@code failure} or {@code refused}. */
    String id() {
        if (failure == null) {
            return "success";
        }
        if (failure == LoginFailure.SECOND_FACTOR_REQUIRED) {
            return "unfinished";
        }
        return failure.isRefusal() ? "refused" : "failure";
    }

    /** Returns the failure's name, or {@code none}. */
    String reason() {
        return failure == null ? "none" : failure.id();
    }

    private static LoginFailure refusal(NewAuditEvent event) {
        return event.reason() == null ? LoginFailure.TOO_MANY_ATTEMPTS : LoginFailure.of(event.reason());
    }

    private static @Nullable LoginFailure failure(NewAuditEvent event) {
        if (CURRENT_PASSWORD.equals(event.detail())) {
            return LoginFailure.WRONG_CURRENT_PASSWORD;
        }
        return event.reason() == null ? null : LoginFailure.of(event.reason());
    }
}
