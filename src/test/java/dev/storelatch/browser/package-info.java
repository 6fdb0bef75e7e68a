/** A real browser, where a browser is the user. */
@NullMarked
package dev.storelatch.browser;

import org.jspecify.annotations.NullMarked;
