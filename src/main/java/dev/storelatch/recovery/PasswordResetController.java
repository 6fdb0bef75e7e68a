package dev.storelatch.recovery;

import dev.storelatch.core.EmailAddress;
import dev.storelatch.customer.Customer;
import dev.storelatch.request.JsonBody;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /store/customers/password-token} and {@code -reset}: a customer who has forgotten the password. */
@RestController
class PasswordResetController {

    private final PasswordReset passwordReset;

    PasswordResetController(PasswordReset passwordReset) {
        this.passwordReset = passwordReset;
    }

    record ResetResponse(Customer customer) {}

    @PostMapping("/store/customers/password-token")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void requestToken(JsonBody body) {
        String email = body.email("email");
        body.check();
        passwordReset.request(new EmailAddress(email));
    }

    @PostMapping("/store/customers/password-reset")
    ResetResponse reset(JsonBody body) {
        String email = body.email("email");
        String token = body.string("token");
        String password = body.string("password");
        body.check();
        return new ResetResponse(passwordReset.reset(new EmailAddress(email), token, password));
    }
}
