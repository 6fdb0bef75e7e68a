package dev.storelatch.passkey;

import dev.storelatch.core.Login;
import dev.storelatch.core.PersonalData;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The passkeys of a customer, even while passkeys are off. */
@Component
@Order(7)
class PasskeyData implements PersonalData {

    private final PasskeyRepository repository;

    PasskeyData(PasskeyRepository repository) {
        this.repository = repository;
    }

    @Override
    public String name() {
        return "passkeys";
    }

    @Override
    public Object read(Login owner) {
        return repository.list(owner.actor());
    }
}
