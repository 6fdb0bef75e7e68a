/** Transactional outbox: notifications that are stored in the transaction they tell of, and delivered by mail and webhook after it. */
@ApplicationModule(allowedDependencies = {"core", "crypto", "database"})
@NullMarked
package dev.storelatch.outbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
