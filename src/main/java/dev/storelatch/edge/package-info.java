/** The check that reverse proxies ask before they pass a request on to another server. */
@ApplicationModule(allowedDependencies = {"core", "crypto", "request", "token"})
@NullMarked
package dev.storelatch.edge;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
