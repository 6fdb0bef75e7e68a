/** The clients that shops really use, run against the server as they are. */
@NullMarked
package dev.storelatch.clients;

import org.jspecify.annotations.NullMarked;
