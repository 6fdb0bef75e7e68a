/** Settings of a Medusa shop: its environment variables and its file {@code .env}. */
@ApplicationModule(allowedDependencies = "core")
@NullMarked
package dev.storelatch.environment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
