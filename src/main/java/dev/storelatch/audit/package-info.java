/** Append-only log of what happened to accounts, for administrators and for the owners of the accounts. */
@ApplicationModule(allowedDependencies = {"core", "crypto", "database", "request"})
@NullMarked
package dev.storelatch.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
