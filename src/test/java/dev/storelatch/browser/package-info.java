/** Tests in a real browser. */
@NullMarked
package dev.storelatch.browser;

import org.jspecify.annotations.NullMarked;
