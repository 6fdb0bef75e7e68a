/** The local run: with no database set, an embedded real PostgreSQL, secrets of its own and a demo shop. */
@ApplicationModule(allowedDependencies = {"core", "password"})
@NullMarked
package dev.storelatch.local;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
