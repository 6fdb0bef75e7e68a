/** {@code connect.sid}: log-ins that a browser carries as a signed cookie, kept by Spring Session JDBC. */
@ApplicationModule(allowedDependencies = "core")
@NullMarked
package dev.storelatch.session;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
