package dev.storelatch.customer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads customers, addresses and groups from rows whose columns are in the order of the records' components. */
@Component
class RowReader {

    /** Number of columns of a customer. */
    static final int CUSTOMER_COLUMNS = 11;

    private final JsonMapper json;

    RowReader(JsonMapper json) {
        this.json = json;
    }

    /** Reads the customer in the columns after the given one. */
    Customer customer(ResultSet row, int before) throws SQLException {
        return new Customer(
                row.getString(before + 1),
                required(row, before + 2),
                required(row, before + 3),
                instant(row, before + 4),
                row.getString(before + 5),
                row.getString(before + 6),
                row.getString(before + 7),
                row.getString(before + 8),
                row.getString(before + 9),
                row.getBoolean(before + 10),
                json(row, before + 11));
    }

    /** Reads the address in the columns after the given one. */
    Address address(ResultSet row, int before) throws SQLException {
        return new Address(
                row.getString(before + 1),
                required(row, before + 2),
                required(row, before + 3),
                instant(row, before + 4),
                row.getString(before + 5),
                row.getString(before + 6),
                row.getString(before + 7),
                row.getString(before + 8),
                row.getString(before + 9),
                row.getString(before + 10),
                row.getString(before + 11),
                row.getString(before + 12),
                row.getString(before + 13),
                row.getString(before + 14),
                row.getString(before + 15),
                json(row, before + 16));
    }

    /** Reads the group in the columns after the given one. */
    CustomerGroup group(ResultSet row, int before) throws SQLException {
        return new CustomerGroup(
                row.getString(before + 1),
                required(row, before + 2),
                required(row, before + 3),
                instant(row, before + 4),
                row.getString(before + 5),
                json(row, before + 6));
    }

    private static Instant required(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private @Nullable JsonNode json(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : json.readTree(text);
    }
}
