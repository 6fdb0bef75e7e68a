/** The orders in Medusa's tables: a customer's list of them, and their transfer from a guest to a customer. */
@ApplicationModule(allowedDependencies = {"core", "request"})
@NullMarked
package dev.storelatch.order;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
