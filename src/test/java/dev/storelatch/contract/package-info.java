/** Rules of the store API, one request at a time: Medusa's recorded responses, and the deliberate differences. */
@NullMarked
package dev.storelatch.contract;

import org.jspecify.annotations.NullMarked;
