/** The outbox: mail to customers and events to the shop, written in the flow's transaction and sent after it. */
@ApplicationModule(allowedDependencies = "core")
@NullMarked
package dev.storelatch.mail;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
