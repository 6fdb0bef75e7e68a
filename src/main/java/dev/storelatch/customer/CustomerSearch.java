package dev.storelatch.customer;

import org.jspecify.annotations.Nullable;

/**
 * A search for customers by e-mail address, first name and last name, without regard to case.
 *
 * @param pattern of PostgreSQL's {@code like}
 */
record CustomerSearch(Kind kind, String pattern) {

    private static final int TRIGRAM = 3;

    enum Kind {
        /** No search. */
        NONE,
        /** The text begins with the pattern, which is found in indexes of the texts. */
        PREFIX,
        /** The text contains the pattern, which is found in an index of trigrams, or by reading all customers. */
        CONTAINS
    }

    static final CustomerSearch NONE = new CustomerSearch(Kind.NONE, "");

    static CustomerSearch prefix(String text) {
        return new CustomerSearch(Kind.PREFIX, text + "%");
    }

    static CustomerSearch contains(String text) {
        return new CustomerSearch(Kind.CONTAINS, "%" + text + "%");
    }

    /** Returns true if an index of trigrams can find the text: one that is shorter has none. */
    static boolean hasTrigram(@Nullable String text) {
        int run = 0;
        for (int i = 0; text != null && i < text.length() && run < TRIGRAM; i++) {
            run = Character.isLetterOrDigit(text.charAt(i)) ? run + 1 : 0;
        }
        return run >= TRIGRAM;
    }
}
