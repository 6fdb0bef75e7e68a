/** The users who run the store: accounts, roles and API tokens, in Medusa's table {@code "user"}. */
@ApplicationModule(allowedDependencies = {"command", "core", "crypto", "password", "request"})
@NullMarked
package dev.storelatch.admin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
