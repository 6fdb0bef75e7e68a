/** Concurrent requests against the whole server, none of which may fail or leave an inconsistent state. */
@NullMarked
package dev.storelatch.races;

import org.jspecify.annotations.NullMarked;
