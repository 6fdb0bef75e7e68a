/** Schema migration, inspection of the tables that Medusa left, queues of tasks, and deletion of expired rows. */
@ApplicationModule(allowedDependencies = {"core"})
@NullMarked
package dev.storelatch.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
