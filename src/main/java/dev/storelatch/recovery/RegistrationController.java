package dev.storelatch.recovery;

import dev.storelatch.core.EmailAddress;
import dev.storelatch.customer.Customers;
import dev.storelatch.customer.Profile;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.JsonBody;
import dev.storelatch.request.JsonBody.Property;
import dev.storelatch.request.RequestCredentials;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Route {@code POST /store/customers}: registers a customer and logs in by cookie, or mails a link. */
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
    ResponseEntity<RegistrationResponse> register(JsonBody body, RequestCredentials credentials, ClientInfo client) {
        Property<String> firstName = body.optionalString("first_name");
        Property<String> lastName = body.optionalString("last_name");
        String email = body.email("email");
        String password = body.string("password");
        Property<String> phone = body.optionalString("phone");
        body.check();
        Registration.Request request = new Registration.Request(
                new EmailAddress(email), password, firstName.value(), lastName.value(), phone.value());
        return registration
                .register(request, credentials, client)
                .map(this::response)
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    private ResponseEntity<RegistrationResponse> response(AccountCreation.Created created) {
        return ResponseEntity.ok()
                .header(HttpHeaders.SET_COOKIE, created.setCookies().toArray(String[]::new))
                .body(new RegistrationResponse(customers.profile(created.actor().id())));
    }
}
