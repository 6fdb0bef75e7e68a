/** Support for tests: a real PostgreSQL, a Medusa database, an adjustable clock, clients of the server. */
@NullMarked
package dev.storelatch.support;

import org.jspecify.annotations.NullMarked;
