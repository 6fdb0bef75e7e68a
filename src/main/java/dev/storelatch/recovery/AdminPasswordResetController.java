package dev.storelatch.recovery;

import dev.storelatch.admin.User;
import dev.storelatch.admin.Users;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Realm;
import dev.storelatch.recovery.RecoveredPassword.Recovered;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.JsonBody;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Routes {@code /admin/users/password-token} and {@code /admin/users/reset-password}. */
@RestController
@RequestMapping("/admin/users")
class AdminPasswordResetController {

    private final PasswordResetRequest passwordResetRequest;
    private final PasswordReset passwordReset;
    private final Users users;

    AdminPasswordResetController(PasswordResetRequest passwordResetRequest, PasswordReset passwordReset, Users users) {
        this.passwordResetRequest = passwordResetRequest;
        this.passwordReset = passwordReset;
        this.users = users;
    }

    record UserResponse(User user) {}

    @PostMapping("/password-token")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void requestToken(JsonBody body, ClientInfo client) {
        String email = body.email("email");
        body.check();
        passwordResetRequest.request(Realm.ADMIN, new EmailAddress(email), client);
    }

    @PostMapping("/reset-password")
    ResponseEntity<UserResponse> reset(JsonBody body, ClientInfo client) {
        EmailAddress email =
                body.optionalEmail("email").asOptional().map(EmailAddress::new).orElse(null);
        String token = body.string("token");
        String password = body.string("password");
        body.check();
        Recovered recovered = passwordReset.reset(Realm.ADMIN, email, token, password, client);
        return recovered.respond(new UserResponse(users.user(recovered.actor().id())));
    }
}
