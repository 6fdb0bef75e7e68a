package dev.storelatch.request;

import dev.storelatch.core.Login;
import dev.storelatch.core.Realm;
import dev.storelatch.core.Way;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells which request the current thread handles, for what is recorded about it. Nothing may be decided by it: what a flow
 * depends on is passed to it.
 */
public interface CurrentRequest {

    /** Returns the request. Empty in a task or a command. Costs no statement. */
    Optional<Description> find();

    /**
     * A request.
     *
     * @param realm the realm of its path; null below neither
     * @param address the IP address of the client as text
     * @param login the caller; null if nothing has asked for it yet, or there is none
     * @param way the credential of the caller; null without one
     */
    record Description(
            @Nullable Realm realm,
            @Nullable String address,
            @Nullable Login login,
            @Nullable Way way) {

        @Override
        public String toString() {
            return "Description[" + login + "]";
        }
    }
}
