/** Live figures of this server, which administrators see without a monitoring system: log-ins, requests and queues. */
@ApplicationModule(allowedDependencies = "core")
@NullMarked
package dev.storelatch.figures;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
