/** The users who run the store: accounts, roles, API tokens and invites, in Medusa's tables {@code "user"} and {@code invite}. */
@ApplicationModule(
        allowedDependencies = {"command", "core", "crypto", "link", "outbox", "password", "request", "throttle", "token"
        })
@NullMarked
package dev.storelatch.admin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
