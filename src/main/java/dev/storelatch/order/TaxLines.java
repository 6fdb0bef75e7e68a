package dev.storelatch.order;

import tools.jackson.databind.JsonNode;

/** Taxes by the rates, in percent, that were written down when the order was placed. All amounts are before tax. */
final class TaxLines {

    private TaxLines() {}

    /** The tax on the price of one or several equal pieces: the share of each rate is rounded. */
    static double onItem(JsonNode lines, double taxable) {
        return lines.valueStream()
                .mapToDouble(line -> Math.round(taxable * rate(line)))
                .sum();
    }

    /** The tax on a shipping method's price, not rounded. */
    static double onShipping(JsonNode lines, double price) {
        return lines.valueStream().mapToDouble(line -> price * rate(line)).sum();
    }

    private static double rate(JsonNode line) {
        return line.path("rate").asDouble(0) / 100;
    }
}
