package dev.storelatch.recovery;

import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Realm;
import dev.storelatch.customer.Customer;
import dev.storelatch.customer.Customers;
import dev.storelatch.recovery.RecoveredPassword.Recovered;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.JsonBody;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Routes {@code /store/customers/password-token} and {@code /store/customers/password-reset}. */
@RestController
class PasswordResetController {

    private final PasswordResetRequest passwordResetRequest;
    private final PasswordReset passwordReset;
    private final Customers customers;

    PasswordResetController(
            PasswordResetRequest passwordResetRequest, PasswordReset passwordReset, Customers customers) {
        this.passwordResetRequest = passwordResetRequest;
        this.passwordReset = passwordReset;
        this.customers = customers;
    }

    record ResetResponse(Customer customer) {}

    @PostMapping("/store/customers/password-token")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void requestToken(JsonBody body, ClientInfo client) {
        String email = body.email("email");
        body.check();
        passwordResetRequest.request(Realm.STORE, new EmailAddress(email), client);
    }

    @PostMapping("/store/customers/password-reset")
    ResponseEntity<ResetResponse> reset(JsonBody body, ClientInfo client) {
        String email = body.email("email");
        String token = body.string("token");
        String password = body.string("password");
        body.check();
        Recovered recovered = passwordReset.reset(Realm.STORE, new EmailAddress(email), token, password, client);
        return recovered.respond(
                new ResetResponse(customers.profile(recovered.actor().id()).customer()));
    }
}
