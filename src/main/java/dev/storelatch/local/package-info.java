/** Local run, for which no database is set: an embedded PostgreSQL, generated secrets and a demo shop. */
@ApplicationModule(allowedDependencies = {"core", "password", "ui"})
@NullMarked
package dev.storelatch.local;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
