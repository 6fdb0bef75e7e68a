/** Traces of requests, which are exported by OTLP if the setting says so. No other request is affected. */
@ApplicationModule(allowedDependencies = {"core", "crypto", "pool"})
@NullMarked
package dev.storelatch.tracing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
