/** Transactional outbox: notifications that are stored in the transaction that posts them, and delivered by mail and webhook. */
@ApplicationModule(allowedDependencies = {"core", "crypto", "database", "pool", "request", "throttle"})
@NullMarked
package dev.storelatch.outbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
