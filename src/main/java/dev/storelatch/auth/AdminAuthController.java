package dev.storelatch.auth;

import dev.storelatch.admin.User;
import dev.storelatch.admin.Users;
import dev.storelatch.core.Login;
import dev.storelatch.core.Realm;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.JsonBody;
import dev.storelatch.request.RequestCredentials;
import dev.storelatch.request.TextResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Routes {@code /admin/auth}: log-in of users by cookie and by token, and log-out, which does not end an API token. */
@RestController
@RequestMapping("/admin/auth")
class AdminAuthController {

    private final LoginService login;
    private final TokenRoute tokenRoute;
    private final Users users;

    AdminAuthController(LoginService login, TokenRoute tokenRoute, Users users) {
        this.login = login;
        this.tokenRoute = tokenRoute;
        this.users = users;
    }

    record UserResponse(User user) {}

    @PostMapping
    ResponseEntity<UserResponse> logIn(JsonBody body, RequestCredentials requestCredentials, ClientInfo client) {
        LoginService.SessionLogin session =
                login.openSession(Realm.ADMIN, body, Credentials::readUser, requestCredentials, client);
        return ResponseEntity.ok()
                .header(HttpHeaders.SET_COOKIE, session.setCookies().toArray(String[]::new))
                .body(new UserResponse(users.user(session.actor().id())));
    }

    @GetMapping
    UserResponse current(@AuthenticationPrincipal Login caller) {
        return new UserResponse(users.user(caller.actor().id()));
    }

    @DeleteMapping
    ResponseEntity<String> logOut(JsonBody body, RequestCredentials requestCredentials) {
        return login.logOut(Realm.ADMIN, body.any("refresh_token").stringValue(null), requestCredentials)
                .map(TextResponse::okWithCookie)
                .orElseGet(TextResponse::ok);
    }

    @PostMapping("/token")
    TokenResponse token(JsonBody body, ClientInfo client) {
        return tokenRoute.respond(Realm.ADMIN, body, Credentials::readUser, client);
    }
}
