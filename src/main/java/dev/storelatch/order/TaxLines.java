package dev.storelatch.order;

import dev.storelatch.request.JsNumber;
import tools.jackson.databind.JsonNode;

/** Computes taxes by the rates, in percent, of recorded tax lines. All amounts are before tax. */
final class TaxLines {

    private TaxLines() {}

    /** Returns the tax on a line item; the share of each rate is rounded. */
    static double onItem(JsonNode lines, double taxable) {
        return lines.valueStream()
                .mapToDouble(line -> Math.round(taxable * rate(line)))
                .sum();
    }

    /** Returns the tax on a shipping method, not rounded. */
    static double onShipping(JsonNode lines, double price) {
        return lines.valueStream().mapToDouble(line -> price * rate(line)).sum();
    }

    private static double rate(JsonNode line) {
        return JsNumber.get(line, "rate") / 100;
    }
}
