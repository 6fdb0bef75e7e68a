package dev.storelatch.recovery;

import dev.storelatch.admin.Users;
import dev.storelatch.core.Actor;
import dev.storelatch.customer.Customer;
import dev.storelatch.customer.Customers;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds the owners of accounts of both realms. */
@Component
class AccountOwners {

    private final Customers customers;
    private final Users users;

    AccountOwners(Customers customers, Users users) {
        this.customers = customers;
        this.users = users;
    }

    Optional<AccountOwner> find(Actor actor) {
        return switch (actor.realm()) {
            case STORE ->
                customers.find(actor.id()).filter(Customer::hasAccount).map(AccountOwner::of);
            case ADMIN -> users.find(actor.id()).map(AccountOwner::of);
        };
    }
}
