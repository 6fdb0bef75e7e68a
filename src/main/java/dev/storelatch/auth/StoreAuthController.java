package dev.storelatch.auth;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.customer.Address;
import dev.storelatch.customer.Customer;
import dev.storelatch.customer.Customers;
import dev.storelatch.customer.Profile;
import dev.storelatch.order.Orders;
import dev.storelatch.request.JsonBody;
import dev.storelatch.request.TextResponse;
import dev.storelatch.token.AccessTokens.TokenPair;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;

/** {@code /store/auth}: a customer logs in by cookie or by token, and out. */
@RestController
@RequestMapping("/store/auth")
class StoreAuthController {

    private final LoginService login;
    private final Customers customers;
    private final Orders orders;

    StoreAuthController(LoginService login, Customers customers, Orders orders) {
        this.login = login;
        this.customers = customers;
        this.orders = orders;
    }

    record LoginResponse(LoggedIn customer) {

        record LoggedIn(@JsonUnwrapped Customer customer, ArrayNode orders, List<Address> shippingAddresses) {}
    }

    /** RFC 6749 §5.1, but for a token that cannot be refreshed it is the token alone. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TokenResponse(
            String accessToken,
            @Nullable String tokenType,
            @Nullable Long expiresIn,
            @Nullable String refreshToken) {

        static TokenResponse of(TokenPair pair) {
            return new TokenResponse(
                    pair.accessToken(), "Bearer", pair.expiresIn().toSeconds(), pair.refreshToken());
        }

        @Override
        public String toString() {
            return "TokenResponse[redacted]";
        }
    }

    record ExistsResponse(boolean exists) {}

    @PostMapping
    LoginResponse logIn(JsonBody body) {
        return whoAmI(login.openSession(Credentials.read(body)));
    }

    @GetMapping
    LoginResponse whoAmI(@AuthenticationPrincipal Actor actor) {
        Profile profile = customers.profile(actor.id());
        return new LoginResponse(new LoginResponse.LoggedIn(
                profile.customer(), orders.plainOrdersOf(actor.id()), profile.shippingAddresses()));
    }

    @DeleteMapping
    ResponseEntity<String> logOut(JsonBody body) {
        login.logOut(body.any("refresh_token").stringValue(null));
        return TextResponse.ok();
    }

    @PostMapping("/token")
    TokenResponse token(JsonBody body) {
        if (!body.any("grant_type").isMissingNode()) {
            return TokenResponse.of(login.refresh(refreshToken(body)));
        }
        boolean refreshable = body.optionalBoolean("offline_access");
        Credentials credentials = Credentials.read(body);
        return refreshable
                ? TokenResponse.of(login.issueRefreshableToken(credentials))
                : new TokenResponse(login.issueToken(credentials), null, null, null);
    }

    @GetMapping("/{email}")
    ExistsResponse exists(@PathVariable String email) {
        return new ExistsResponse(login.hasAccount(new EmailAddress(email)));
    }

    /** RFC 6749 §6, as JSON. */
    private static String refreshToken(JsonBody body) {
        if (!"refresh_token".equals(body.any("grant_type").stringValue(null))) {
            body.mistake("grant_type must be one of the following values: refresh_token");
        }
        String refreshToken = body.string("refresh_token");
        body.check();
        return refreshToken;
    }
}
