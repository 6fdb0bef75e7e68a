/** Log-in, log-out and token issuance. */
@ApplicationModule(
        allowedDependencies = {
            "core",
            "request",
            "admin",
            "customer",
            "order",
            "password",
            "session",
            "throttle",
            "token"
        })
@NullMarked
package dev.storelatch.auth;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
