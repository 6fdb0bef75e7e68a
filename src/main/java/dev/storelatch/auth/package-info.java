/** The flows: register, log in, log out, who am I. */
@ApplicationModule(allowedDependencies = {"core", "customer", "order", "password", "session", "token"})
@NullMarked
package dev.storelatch.auth;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
