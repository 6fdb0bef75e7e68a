/** What an operator runs by the same jar in place of the server. The commands themselves are the other rooms'. */
@ApplicationModule(allowedDependencies = "core")
@NullMarked
package dev.storelatch.command;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
