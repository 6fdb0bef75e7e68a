/** Registration, confirmation of e-mail addresses, password reset and order claims. */
@ApplicationModule(
        allowedDependencies = {
            "core",
            "account",
            "admin",
            "command",
            "crypto",
            "request",
            "customer",
            "link",
            "order",
            "outbox",
            "passkey",
            "password",
            "session",
            "throttle"
        })
@NullMarked
package dev.storelatch.recovery;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
