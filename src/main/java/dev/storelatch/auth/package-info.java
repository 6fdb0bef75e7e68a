/** The flows: register, log in, log out, who am I, a new password, claiming orders; and what is told of them. */
@ApplicationModule(allowedDependencies = {"core", "customer", "mail", "order", "password", "session", "token"})
@NullMarked
package dev.storelatch.auth;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
