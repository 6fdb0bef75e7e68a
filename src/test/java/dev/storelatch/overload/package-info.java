/** Overload by hostile clients, against a server in a JVM of its own with a small heap. */
@NullMarked
package dev.storelatch.overload;

import org.jspecify.annotations.NullMarked;
