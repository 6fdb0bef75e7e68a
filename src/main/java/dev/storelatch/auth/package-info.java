/** Log-in in one or two steps, log-out and token issuance. */
@ApplicationModule(
        allowedDependencies = {
            "core",
            "request",
            "admin",
            "customer",
            "factor",
            "order",
            "passkey",
            "password",
            "session",
            "throttle",
            "token"
        })
@NullMarked
package dev.storelatch.auth;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
