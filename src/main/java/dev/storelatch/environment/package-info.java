/** Settings: environment variables of a Medusa shop, its file {@code .env}, and what administrators see of them. */
@ApplicationModule(allowedDependencies = {"core", "doctor"})
@NullMarked
package dev.storelatch.environment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
