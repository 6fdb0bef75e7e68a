package dev.storelatch.database;

import java.util.function.LongSupplier;

/**
 * A table of ours whose rows mean nothing once a moment has passed. A room declares one as a bean for each such column;
 * the database room deletes those rows, and counts the ones that are there for the metrics.
 *
 * @param table the table in the schema {@code storelatch}, without the schema
 * @param key the column of its primary key
 * @param moment the column that decides, a {@code bigint} with an index
 * @param past below which value of that column a row can go, in the column's own unit; asked anew for each sweep
 */
public record Retention(String table, String key, String moment, LongSupplier past) {}
