/** The few words that every room shares. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.storelatch.core;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
