/** Log-ins by the cookie {@code connect.sid}, on Spring Session JDBC. */
@ApplicationModule(allowedDependencies = {"core", "crypto", "database", "doctor", "request"})
@NullMarked
package dev.storelatch.session;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
