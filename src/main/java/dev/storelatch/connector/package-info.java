/** The HTTP server's connections: how many there are, how long they may wait, and which are closed under overload. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.storelatch.connector;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
