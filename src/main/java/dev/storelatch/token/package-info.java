/** Log-ins by bearer token: access tokens (RFC 7519), refresh tokens and the JWK set. */
@ApplicationModule(allowedDependencies = {"core", "crypto", "database", "request"})
@NullMarked
package dev.storelatch.token;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
