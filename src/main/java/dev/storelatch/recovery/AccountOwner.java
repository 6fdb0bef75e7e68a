package dev.storelatch.recovery;

import dev.storelatch.admin.User;
import dev.storelatch.customer.Customer;
import dev.storelatch.outbox.DisplayText;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The owner of a live account of either realm, as mails and events name it. */
record AccountOwner(
        String id,
        String email,
        @Nullable String firstName,
        @Nullable String lastName) {

    static AccountOwner of(User user) {
        return new AccountOwner(user.id(), user.email(), user.firstName(), user.lastName());
    }

    static AccountOwner of(Customer customer) {
        return new AccountOwner(customer.id(), customer.email(), customer.firstName(), customer.lastName());
    }

    /**
     * Returns a modifiable model for a mail, with the same keys as {@link #model}. Texts that the owner has chosen are null
     * unless they are fit to be mailed.
     */
    Map<String, @Nullable Object> mailModel() {
        Map<String, @Nullable Object> model = model();
        model.put("email", DisplayText.email(email).orElse(null));
        model.put("first_name", DisplayText.name(firstName).orElse(null));
        model.put("last_name", DisplayText.name(lastName).orElse(null));
        return model;
    }

    /** Returns a modifiable model for an event: four fields with Medusa's names. */
    Map<String, @Nullable Object> model() {
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        model.put("id", id);
        model.put("email", email);
        model.put("first_name", firstName);
        model.put("last_name", lastName);
        return model;
    }
}
