package dev.storelatch.federation;

import dev.storelatch.admin.User;
import dev.storelatch.admin.Users;
import dev.storelatch.core.Actor;
import dev.storelatch.customer.Customer;
import dev.storelatch.customer.Customers;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Recognizes accounts that the plugin {@code medusa-plugin-auth} has created for Medusa: their metadata name the provider, and
 * nothing identifies the account there but its address. Customers can write these metadata themselves.
 */
@Component
class PluginAccounts {

    private static final String PROVIDER = "authProvider";

    private final Customers customers;
    private final Users users;

    PluginAccounts(Customers customers, Users users) {
        this.customers = customers;
        this.users = users;
    }

    /** Returns true if the metadata name the provider, as {@code google.store.medusa-auth-plugin}. */
    boolean isOf(Provider provider, Actor account) {
        String prefix = "%s.%s.".formatted(provider.name(), account.realm().id());
        return metadata(account)
                .map(metadata -> metadata.path(PROVIDER))
                .filter(value -> value.isString() && value.stringValue().startsWith(prefix))
                .isPresent();
    }

    private Optional<JsonNode> metadata(Actor account) {
        return switch (account.realm()) {
            case STORE -> customers.find(account.id()).map(Customer::metadata);
            case ADMIN -> users.find(account.id()).map(User::metadata);
        };
    }
}
