/** Signing secrets, digests and message authentication codes. */
@ApplicationModule(allowedDependencies = {"core"})
@NullMarked
package dev.storelatch.crypto;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
