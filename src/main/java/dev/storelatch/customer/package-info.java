/** Customers and their addresses, in Medusa's tables. */
@ApplicationModule(allowedDependencies = {"core", "request", "order", "password", "throttle", "command", "database"})
@NullMarked
package dev.storelatch.customer;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
