/** State of accounts in both realms that ends or refuses log-ins: the token epoch and the lock. */
@ApplicationModule(allowedDependencies = {"core"})
@NullMarked
package dev.storelatch.account;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
