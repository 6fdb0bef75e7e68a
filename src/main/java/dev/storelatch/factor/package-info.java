/**
 * Second factors: authenticator apps, recovery codes and those of other modules; log-ins in two steps, and requests that need
 * a recent proof.
 */
@ApplicationModule(allowedDependencies = {"command", "core", "crypto", "database", "password", "request", "throttle"})
@NullMarked
package dev.storelatch.factor;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
