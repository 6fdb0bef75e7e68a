/** Unmodified clients that shops use, against the server. */
@NullMarked
package dev.storelatch.clients;

import org.jspecify.annotations.NullMarked;
