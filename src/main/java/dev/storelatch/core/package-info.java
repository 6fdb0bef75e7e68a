/** Accounts, realms, failures, the account events and periodic tasks: the types that every module needs. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.storelatch.core;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
