/** State of accounts in both realms: the token epoch, the lock and the verified e-mail address. */
@ApplicationModule(allowedDependencies = {"core"})
@NullMarked
package dev.storelatch.account;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
