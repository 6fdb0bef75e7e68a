package dev.storelatch.order;

import dev.storelatch.request.JsNumber;
import tools.jackson.databind.JsonNode;

/**
 * The part of an order that gift cards paid, and the tax that was paid when they were bought.
 *
 * @param total in the smallest currency unit
 * @param taxTotal in the smallest currency unit
 */
record GiftCards(double total, double taxTotal) {

    private static final GiftCards NONE = new GiftCards(0, 0);

    /** @param payable the most that gift cards may pay; used only if no transaction was recorded */
    static GiftCards of(OrderJson order, double payable) {
        JsonNode transactions = order.json().path("gift_card_transactions");
        if (!transactions.isEmpty()) {
            return ofTransactions(transactions, order.region());
        }
        JsonNode cards = order.json().path("gift_cards");
        return cards.isEmpty() ? NONE : ofBalances(cards, payable);
    }

    private static GiftCards ofTransactions(JsonNode transactions, JsonNode region) {
        double total = 0;
        double tax = 0;
        for (JsonNode transaction : transactions) {
            double amount = JsNumber.get(transaction, "amount");
            total += amount;
            tax = Math.round(tax + amount * (rate(transaction, region) / 100));
        }
        return new GiftCards(total, tax);
    }

    /** Returns the rate in percent. A transaction from before Medusa recorded its tax has the card's rate, else the region's. */
    private static double rate(JsonNode transaction, JsonNode region) {
        if (!transaction.path("is_taxable").isNull()) {
            return JsNumber.get(transaction, "tax_rate");
        }
        JsonNode cardRate = transaction.path("gift_card").path("tax_rate");
        if (cardRate.asDouble(0) != 0) {
            return cardRate.asDouble(0);
        }
        if (!region.path("gift_cards_taxable").asBoolean(false)) {
            return JsNumber.get(transaction, "tax_rate");
        }
        return cardRate.isNumber() ? 0 : JsNumber.get(region, "tax_rate");
    }

    /** Uses the cards one after the other. A card without a tax rate does not reduce the amount that the next is taxed on. */
    private static GiftCards ofBalances(JsonNode cards, double payable) {
        double balances = 0;
        double tax = 0;
        double rest = payable;
        for (JsonNode card : cards) {
            double balance = JsNumber.get(card, "balance");
            double rate = JsNumber.get(card, "tax_rate");
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
