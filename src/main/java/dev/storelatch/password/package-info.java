/** What a password must be, how it is stored, and how an attempt is checked at the same cost for every account. */
@ApplicationModule(allowedDependencies = {"core"})
@NullMarked
package dev.storelatch.password;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
