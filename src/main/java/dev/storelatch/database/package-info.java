/** Brings the database to the shape that the other rooms expect, from nothing or from what Medusa 1.20 left, and sweeps it. */
@ApplicationModule(allowedDependencies = "core")
@NullMarked
package dev.storelatch.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
