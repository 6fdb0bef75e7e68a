/** Tests of the API description and of its viewer. */
@NullMarked
package dev.storelatch.openapi;

import org.jspecify.annotations.NullMarked;
