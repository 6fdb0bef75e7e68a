/** Rate limits by e-mail address, by account and by network, shared by all servers. */
@ApplicationModule(allowedDependencies = {"core", "crypto", "database", "request"})
@NullMarked
package dev.storelatch.throttle;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
