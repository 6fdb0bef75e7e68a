package dev.storelatch.customer;

import dev.storelatch.core.Actor;
import dev.storelatch.request.JsonBody;
import java.util.List;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /store/customers/me}: a customer and its addresses. */
@RestController
@RequestMapping("/store/customers/me")
class CustomerController {

    private final Customers customers;
    private final Addresses addresses;

    CustomerController(Customers customers, Addresses addresses) {
        this.customers = customers;
        this.addresses = addresses;
    }

    record CustomerResponse(Profile customer) {}

    /** No payment provider keeps methods with us, and Medusa's manual one keeps none either. */
    record PaymentMethodsResponse(List<Object> paymentMethods) {}

    @GetMapping
    CustomerResponse me(@AuthenticationPrincipal Actor actor) {
        return new CustomerResponse(customers.profile(actor.id()));
    }

    @PostMapping
    CustomerResponse update(@AuthenticationPrincipal Actor actor, JsonBody body) {
        customers.update(actor, CustomerChange.read(body));
        return me(actor);
    }

    @PostMapping("/addresses")
    CustomerResponse addAddress(@AuthenticationPrincipal Actor actor, JsonBody body) {
        AddressChange address = body.object("address", AddressChange::readNew);
        body.check();
        addresses.add(actor.id(), address);
        return me(actor);
    }

    @PostMapping("/addresses/{id}")
    CustomerResponse changeAddress(@AuthenticationPrincipal Actor actor, @PathVariable String id, JsonBody body) {
        AddressChange change = AddressChange.read(body);
        body.check();
        addresses.change(actor.id(), id, change);
        return me(actor);
    }

    @DeleteMapping("/addresses/{id}")
    CustomerResponse removeAddress(@AuthenticationPrincipal Actor actor, @PathVariable String id) {
        addresses.remove(actor.id(), id);
        return me(actor);
    }

    @GetMapping("/payment-methods")
    PaymentMethodsResponse paymentMethods() {
        return new PaymentMethodsResponse(List.of());
    }
}
