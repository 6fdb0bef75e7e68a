/** Password policy, check for data breaches, hashing, and authentication by password, at the same cost for every account. */
@ApplicationModule(allowedDependencies = {"core", "account", "crypto", "command", "request", "throttle"})
@NullMarked
package dev.storelatch.password;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
