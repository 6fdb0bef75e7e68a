/** Maintenance commands of the executable jar, which run instead of the server. */
@ApplicationModule(allowedDependencies = {"core"})
@NullMarked
package dev.storelatch.command;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
