/** Many requests at the same moment, against the whole server: what they leave behind, and that none fails. */
@NullMarked
package dev.storelatch.races;

import org.jspecify.annotations.NullMarked;
