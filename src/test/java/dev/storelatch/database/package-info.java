/** Tests of migration and inspection on every kind of database. */
@NullMarked
package dev.storelatch.database;

import org.jspecify.annotations.NullMarked;
