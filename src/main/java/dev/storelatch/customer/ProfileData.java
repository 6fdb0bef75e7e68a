package dev.storelatch.customer;

import dev.storelatch.core.Login;
import dev.storelatch.core.PersonalData;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Contributes the profile and the addresses. */
@Component
@Order(1)
class ProfileData implements PersonalData {

    private final Customers customers;

    ProfileData(Customers customers) {
        this.customers = customers;
    }

    @Override
    public String name() {
        return "customer";
    }

    @Override
    public Object read(Login owner) {
        return customers.profile(owner.actor().id());
    }
}
