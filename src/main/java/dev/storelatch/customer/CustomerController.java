package dev.storelatch.customer;

import dev.storelatch.core.Login;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.JsonBody;
import dev.storelatch.request.StepUpCheck;
import java.util.List;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Routes {@code /store/customers/me}: the customer who is logged in, with addresses. */
@RestController
@RequestMapping("/store/customers/me")
class CustomerController {

    private final Customers customers;
    private final CustomerUpdate update;
    private final AddressBook addresses;
    private final CustomerLimits limits;
    private final StepUpCheck stepUp;

    CustomerController(
            Customers customers,
            CustomerUpdate update,
            AddressBook addresses,
            CustomerLimits limits,
            StepUpCheck stepUp) {
        this.customers = customers;
        this.update = update;
        this.addresses = addresses;
        this.limits = limits;
        this.stepUp = stepUp;
    }

    record CustomerResponse(Profile customer) {}

    /** Always empty: Storelatch has no payment providers, and Medusa's manual provider stores no methods either. */
    record PaymentMethodsResponse(List<Object> paymentMethods) {}

    @GetMapping
    CustomerResponse me(@RequestAttribute(Profile.OF_CALLER) Profile profile) {
        return new CustomerResponse(profile);
    }

    @PostMapping
    CustomerResponse update(@AuthenticationPrincipal Login login, JsonBody body, ClientInfo client) {
        CustomerChange change = CustomerChange.read(body);
        limits.checkTexts(change.texts());
        if (change.changesCredentials(login.email())) {
            stepUp.require(login);
        }
        update.update(login, change, client);
        return current(login);
    }

    @PostMapping("/addresses")
    CustomerResponse addAddress(@AuthenticationPrincipal Login login, JsonBody body) {
        AddressChange address = body.object("address", AddressChange::readNew);
        body.check();
        addresses.add(login.actor().id(), address);
        return current(login);
    }

    @PostMapping("/addresses/{id}")
    CustomerResponse changeAddress(@AuthenticationPrincipal Login login, @PathVariable String id, JsonBody body) {
        AddressChange change = AddressChange.read(body);
        body.check();
        addresses.change(login.actor().id(), id, change);
        return current(login);
    }

    @DeleteMapping("/addresses/{id}")
    CustomerResponse removeAddress(@AuthenticationPrincipal Login login, @PathVariable String id) {
        addresses.remove(login.actor().id(), id);
        return current(login);
    }

    @GetMapping("/payment-methods")
    PaymentMethodsResponse paymentMethods() {
        return new PaymentMethodsResponse(List.of());
    }

    private CustomerResponse current(Login login) {
        return new CustomerResponse(customers.profile(login.actor().id()));
    }
}
