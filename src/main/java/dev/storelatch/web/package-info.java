/** Security filter chains, CORS, the cross-site check and error responses. */
@ApplicationModule(allowedDependencies = {"core", "figures", "request", "pool", "tracing", "ui"})
@NullMarked
package dev.storelatch.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
