/** Single-use tokens for mailed links. */
@ApplicationModule(allowedDependencies = {"core", "crypto", "database"})
@NullMarked
package dev.storelatch.link;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
