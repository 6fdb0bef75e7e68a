/** Rows of the security checklist that concern several modules, and the test that each row names its proof. */
@NullMarked
package dev.storelatch.security;

import org.jspecify.annotations.NullMarked;
