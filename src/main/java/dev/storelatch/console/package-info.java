/** The operator console: static files that use the admin API alone. */
@ApplicationModule(allowedDependencies = "ui")
@NullMarked
package dev.storelatch.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
