/** Storelatch: rooms by feature, one flat package each; see {@code docs/decisions/0001-rooms-not-layers.md}. */
@NullMarked
package dev.storelatch;

import org.jspecify.annotations.NullMarked;
