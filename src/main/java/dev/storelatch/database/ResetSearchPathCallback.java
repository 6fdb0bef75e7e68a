package dev.storelatch.database;

import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Resets the search_path of the connection before each migration. Flyway puts the schema of its history table first, and
 * Medusa's tables, whose names are unqualified in our SQL, would then be created there.
 */
final class ResetSearchPathCallback extends BaseCallback {

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE;
    }

    @Override
    public void handle(Event event, Context context) {
        try (Statement statement = context.getConnection().createStatement()) {
            statement.execute("reset search_path");
        } catch (SQLException e) {
            throw new FlywayException("Failed to reset the search_path", e);
        }
    }
}
