/** A fair queue and a circuit breaker in front of Hikari's connection pool, and what counts as an unavailable database. */
@ApplicationModule(allowedDependencies = "core")
@NullMarked
package dev.storelatch.pool;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
