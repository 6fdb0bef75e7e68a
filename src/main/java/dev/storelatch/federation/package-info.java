/** Log-in by accounts at OpenID providers (OpenID Connect Core 1.0), and the links between these and our accounts. */
@ApplicationModule(
        allowedDependencies = {
            "core",
            "crypto",
            "database",
            "request",
            "account",
            "admin",
            "auth",
            "customer",
            "factor",
            "password",
            "recovery",
            "throttle",
            "token"
        })
@NullMarked
package dev.storelatch.federation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
