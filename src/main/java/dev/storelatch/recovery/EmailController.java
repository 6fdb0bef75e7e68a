package dev.storelatch.recovery;

import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Login;
import dev.storelatch.customer.Customer;
import dev.storelatch.customer.Customers;
import dev.storelatch.recovery.RecoveredPassword.Recovered;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.JsonBody;
import dev.storelatch.request.JsonBody.Property;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Routes {@code /store/customers/email-…}: mailed links confirm an e-mail address, and undo its change. */
@RestController
@RequestMapping("/store/customers")
class EmailController {

    private final RegistrationConfirmation confirmation;
    private final EmailUndo undo;
    private final Customers customers;

    EmailController(RegistrationConfirmation confirmation, EmailUndo undo, Customers customers) {
        this.confirmation = confirmation;
        this.undo = undo;
        this.customers = customers;
    }

    record EmailResponse(Customer customer) {}

    @PostMapping("/email-token")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void resend(JsonBody body, ClientInfo client) {
        String email = body.email("email");
        body.check();
        confirmation.resend(new EmailAddress(email), client);
    }

    @PostMapping("/email-confirm")
    ResponseEntity<EmailResponse> confirm(
            JsonBody body, ClientInfo client, @AuthenticationPrincipal @Nullable Login login) {
        String token = body.string("token");
        Property<String> password = body.optionalString("password");
        body.check();
        Recovered recovered = confirmation.confirm(token, password.value(), login, client);
        return recovered.respond(response(recovered.actor()));
    }

    @PostMapping("/email-undo")
    EmailResponse undo(JsonBody body) {
        String token = body.string("token");
        body.check();
        return response(undo.undo(token));
    }

    private EmailResponse response(Actor actor) {
        return new EmailResponse(customers.profile(actor.id()).customer());
    }
}
