/** A fair queue in front of Hikari's connection pool. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.storelatch.pool;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
