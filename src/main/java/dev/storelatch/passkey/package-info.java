/** Passkeys (WebAuthn Level 3): registration, log-in without a password, and the list of those of an account. */
@ApplicationModule(
        allowedDependencies = {"account", "core", "crypto", "database", "factor", "password", "request", "throttle"})
@NullMarked
package dev.storelatch.passkey;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
