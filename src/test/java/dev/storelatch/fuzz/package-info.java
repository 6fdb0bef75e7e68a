/** Generated requests that are almost right, over every route, against the whole server. */
@NullMarked
package dev.storelatch.fuzz;

import org.jspecify.annotations.NullMarked;
