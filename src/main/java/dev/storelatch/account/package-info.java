/** State of accounts in both realms: the token epoch, the lock and the verified e-mail address; erasure of accounts. */
@ApplicationModule(allowedDependencies = {"command", "core", "request", "throttle"})
@NullMarked
package dev.storelatch.account;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
