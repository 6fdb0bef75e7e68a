/** Common parts of the pages for browsers: their routes, their static files and the base style. */
@ApplicationModule(allowedDependencies = {"crypto"})
@NullMarked
package dev.storelatch.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
