/** What a customer has bought: Medusa's orders, read and never written. */
@ApplicationModule(allowedDependencies = {"core"})
@NullMarked
package dev.storelatch.order;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
