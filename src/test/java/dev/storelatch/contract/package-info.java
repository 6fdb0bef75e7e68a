/** The whole server, asked over HTTP: what Medusa's clients rely on, and what Storelatch does better on purpose. */
@NullMarked
package dev.storelatch.contract;

import org.jspecify.annotations.NullMarked;
