/** What a Medusa shop has set already: its environment variables and its file {@code .env}. */
@ApplicationModule(allowedDependencies = "core")
@NullMarked
package dev.storelatch.environment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
