package dev.storelatch.federation;

import dev.storelatch.core.Login;
import dev.storelatch.core.PersonalData;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Contributes the accounts at providers that are linked. */
@Component
@Order(6)
class IdentityData implements PersonalData {

    private final Identities identities;

    IdentityData(Identities identities) {
        this.identities = identities;
    }

    @Override
    public String name() {
        return "identities";
    }

    @Override
    public Object read(Login owner) {
        return identities.list(owner.actor());
    }
}
