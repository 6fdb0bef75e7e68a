/** Hosted account pages: forms for log-in, registration and mailed links, and the customer's account. */
@ApplicationModule(allowedDependencies = {"core", "request", "ui"})
@NullMarked
package dev.storelatch.pages;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
