package dev.storelatch.order;

import dev.storelatch.request.DateRange;
import dev.storelatch.request.JsNumber;
import dev.storelatch.request.JsonBody;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the filters of the order list in the order in which the contract reports their mistakes. */
final class OrderFilterReader {

    private final JsonBody query;
    private final List<Condition> conditions = new ArrayList<>();

    OrderFilterReader(JsonBody query) {
        this.query = query;
    }

    OrderFilter read() {
        equal("id", text("id"));
        String search = search();
        for (StatusColumn column : StatusColumn.values()) {
            column.read(query).ifPresent(conditions::add);
        }
        String displayId = text("display_id");
        if (search == null) {
            displayId(displayId);
        }
        equal("cart_id", text("cart_id"));
        String email = text("email");
        if (search == null) {
            equal("email", email);
        }
        equal("region_id", text("region_id"));
        equal("currency_code", text("currency_code"));
        taxRate(text("tax_rate"));
        for (String column : List.of("created_at", "updated_at", "canceled_at")) {
            DateRange.read(query, column).forEach(bound -> conditions.add(Condition.of(column, bound)));
        }
        return new OrderFilter(conditions, search);
    }

    private @Nullable String text(String name) {
        return query.optionalString(name).value();
    }

    /** Adds a condition if there is a value. The text {@code null} matches a column that is null, as in the contract. */
    private void equal(String column, @Nullable Object value) {
        if ("null".equals(value)) {
            conditions.add(Condition.isNull(column));
        } else if (value != null) {
            conditions.add(new Condition(column, Condition.Operator.EQUAL, value));
        }
    }

    private @Nullable String search() {
        String text = text("q");
        if (text != null && text.isEmpty() && query.any("q").isString()) {
            query.mistake("q should not be empty");
        }
        return text;
    }

    private void displayId(@Nullable String text) {
        if (text == null || text.equals("null")) {
            equal("display_id", text);
            return;
        }
        try {
            equal("display_id", Integer.valueOf(text.strip()));
        } catch (NumberFormatException e) {
            query.mistake("display_id must be an integer number");
        }
    }

    private void taxRate(@Nullable String text) {
        if (text == null || text.equals("null")) {
            equal("tax_rate", text);
            return;
        }
        float rate = (float) (text.isBlank() ? Double.NaN : JsNumber.parse(text));
        if (Float.isFinite(rate)) {
            equal("tax_rate", rate);
        } else {
            query.mistake("tax_rate must be a number conforming to the specified constraints");
        }
    }
}
