package dev.storelatch.factor;

import dev.storelatch.core.Login;
import dev.storelatch.core.PersonalData;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Contributes the second factors of the customer, without what proves them. */
@Component
@Order(5)
class FactorData implements PersonalData {

    private final FactorList factors;

    FactorData(FactorList factors) {
        this.factors = factors;
    }

    @Override
    public String name() {
        return "factors";
    }

    @Override
    public Object read(Login owner) {
        return factors.list(owner.actor());
    }
}
