/** The front door: who may call what, from where, and how refusals look. */
@ApplicationModule(allowedDependencies = "core")
@NullMarked
package dev.storelatch.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
