/** The API description, and a page that shows it. */
@ApplicationModule(allowedDependencies = "ui")
@NullMarked
package dev.storelatch.openapi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
