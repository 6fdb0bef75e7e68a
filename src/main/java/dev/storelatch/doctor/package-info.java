/**
 * Rules about what browsers do with the session cookie. The start-up applies them to the settings, and the command {@code
 * doctor} to the settings or to the answers of a running server.
 */
@ApplicationModule(allowedDependencies = {"core", "command", "request"})
@NullMarked
package dev.storelatch.doctor;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
