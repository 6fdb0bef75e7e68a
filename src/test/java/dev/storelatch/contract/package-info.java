/** The store API's rules, one request at a time: Medusa v1's recorded answers, and the deliberate differences from them. */
@NullMarked
package dev.storelatch.contract;

import org.jspecify.annotations.NullMarked;
