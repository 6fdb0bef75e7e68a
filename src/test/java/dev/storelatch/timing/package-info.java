/** Response times that must not show which accounts exist. */
@NullMarked
package dev.storelatch.timing;

import org.jspecify.annotations.NullMarked;
