/** The outbox: what is told to customers by mail and to the shop by webhook, written in the flow's transaction and sent after it. */
@ApplicationModule(allowedDependencies = "core")
@NullMarked
package dev.storelatch.mail;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
