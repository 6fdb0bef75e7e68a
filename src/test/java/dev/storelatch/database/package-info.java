/** Tests of migration and inspection on every kind of database that the server may find. */
@NullMarked
package dev.storelatch.database;

import org.jspecify.annotations.NullMarked;
