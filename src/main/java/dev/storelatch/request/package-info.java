/** JSON bodies and query parameters, read and checked in the order of the contract, and the credentials of a request. */
@ApplicationModule(allowedDependencies = {"core"})
@NullMarked
package dev.storelatch.request;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
