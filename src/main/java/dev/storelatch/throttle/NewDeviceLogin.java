package dev.storelatch.throttle;

import dev.storelatch.core.Actor;
import dev.storelatch.request.ClientInfo;

/**
 * An account with known devices was logged in to from another client. Published inside a transaction, and only if a setting
 * says that owners are told.
 */
public record NewDeviceLogin(Actor actor, ClientInfo client) {

    @Override
    public String toString() {
        return "NewDeviceLogin[" + actor + "]";
    }
}
