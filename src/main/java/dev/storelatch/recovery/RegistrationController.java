package dev.storelatch.recovery;

import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.customer.Customers;
import dev.storelatch.customer.Profile;
import dev.storelatch.request.JsonBody;
import dev.storelatch.request.JsonBody.Property;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /store/customers}: a customer registers, and is logged in by cookie. */
@RestController
class RegistrationController {

    private final Registration registration;
    private final Customers customers;

    RegistrationController(Registration registration, Customers customers) {
        this.registration = registration;
        this.customers = customers;
    }

    record RegistrationResponse(Profile customer) {}

    @PostMapping("/store/customers")
    RegistrationResponse register(JsonBody body) {
        Property<String> firstName = body.optionalString("first_name");
        Property<String> lastName = body.optionalString("last_name");
        String email = body.email("email");
        String password = body.string("password");
        Property<String> phone = body.optionalString("phone");
        body.check();
        Actor actor = registration.register(
                new EmailAddress(email), password, firstName.value(), lastName.value(), phone.value());
        return new RegistrationResponse(customers.profile(actor.id()));
    }
}
