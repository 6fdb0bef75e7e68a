/** Accounts, realms, failures and the account events: the types that every module needs. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.storelatch.core;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
