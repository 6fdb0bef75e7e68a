/** Bearer tokens: JSON Web Tokens (RFC 7519) that name an account and need no session. */
@ApplicationModule(allowedDependencies = "core")
@NullMarked
package dev.storelatch.token;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
