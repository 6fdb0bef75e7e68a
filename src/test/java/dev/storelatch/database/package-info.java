/** Every kind of database that the server may be started on. */
@NullMarked
package dev.storelatch.database;

import org.jspecify.annotations.NullMarked;
