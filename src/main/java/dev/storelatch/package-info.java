/** Storelatch, an authentication server. Each package is an application module; see {@code docs/architecture.md}. */
@NullMarked
package dev.storelatch;

import org.jspecify.annotations.NullMarked;
