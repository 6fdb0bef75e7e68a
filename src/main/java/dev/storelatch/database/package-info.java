/** Brings the database to the shape that the other rooms expect, or takes over the one that Medusa 1.20 left. */
@ApplicationModule(allowedDependencies = "core")
@NullMarked
package dev.storelatch.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
