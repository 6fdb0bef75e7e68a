package dev.storelatch.recovery;

import dev.storelatch.request.JsonBody;
import dev.storelatch.request.TargetAccount;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Routes {@code password-token} of a customer or a user: an administrator has a link for a new password mailed to it. */
@RestController
class AccountPasswordController {

    private final PasswordResetRequest passwordResetRequest;

    AccountPasswordController(PasswordResetRequest passwordResetRequest) {
        this.passwordResetRequest = passwordResetRequest;
    }

    @PostMapping({"/admin/customers/{id}/password-token", "/admin/users/{id}/password-token"})
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void requestToken(TargetAccount account, JsonBody body) {
        body.check();
        passwordResetRequest.requestFor(account);
    }
}
