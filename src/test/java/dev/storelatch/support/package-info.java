/** What the tests share: a real PostgreSQL, a Medusa database to restore, a clock to turn, a server to ask. */
@NullMarked
package dev.storelatch.support;

import org.jspecify.annotations.NullMarked;
