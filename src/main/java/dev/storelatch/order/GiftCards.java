package dev.storelatch.order;

import tools.jackson.databind.JsonNode;

/**
 * What gift cards paid of an order, and the tax that was already paid when they were bought.
 *
 * @param total in the smallest currency unit
 */
record GiftCards(double total, double taxTotal) {

    private static final GiftCards NONE = new GiftCards(0, 0);

    /** @param payable what gift cards may pay at most; it counts only where no transaction was written down */
    static GiftCards of(JsonNode order, double payable) {
        JsonNode transactions = order.path("gift_card_transactions");
        if (!transactions.isEmpty()) {
            return spent(transactions, order.path("region"));
        }
        return order.path("gift_cards").isEmpty() ? NONE : held(order.path("gift_cards"), payable);
    }

    private static GiftCards spent(JsonNode transactions, JsonNode region) {
        double total = 0;
        double tax = 0;
        for (JsonNode transaction : transactions) {
            double amount = transaction.path("amount").asDouble(0);
            total += amount;
            tax = Math.round(tax + amount * (rate(transaction, region) / 100));
        }
        return new GiftCards(total, tax);
    }

    /** A transaction from before Medusa wrote down its tax has the card's rate, else the region's. */
    private static double rate(JsonNode transaction, JsonNode region) {
        if (!transaction.path("is_taxable").isNull()) {
            return transaction.path("tax_rate").asDouble(0);
        }
        JsonNode cardRate = transaction.path("gift_card").path("tax_rate");
        if (cardRate.asDouble(0) != 0) {
            return cardRate.asDouble(0);
        }
        if (!region.path("gift_cards_taxable").asBoolean(false)) {
            return transaction.path("tax_rate").asDouble(0);
        }
        return cardRate.isNumber() ? 0 : region.path("tax_rate").asDouble(0);
    }

    /** Cards pay one after the other; a card without a rate pays without lessening what the next is taxed for. */
    private static GiftCards held(JsonNode cards, double payable) {
        double balances = 0;
        double tax = 0;
        double rest = payable;
        for (JsonNode card : cards) {
            double balance = card.path("balance").asDouble(0);
            double rate = card.path("tax_rate").asDouble(0);
            double taxable = Math.min(rest, balance);
            balances += balance;
            if (taxable > 0 && rate != 0) {
                tax += Math.round(taxable * (rate / 100));
                rest -= taxable;
            }
        }
        return new GiftCards(Math.min(payable, balances), tax);
    }
}
