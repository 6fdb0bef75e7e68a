package dev.storelatch.auth;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Realm;
import dev.storelatch.customer.Address;
import dev.storelatch.customer.Customer;
import dev.storelatch.customer.Customers;
import dev.storelatch.customer.Profile;
import dev.storelatch.order.Orders;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.JsonBody;
import dev.storelatch.request.RequestCredentials;
import dev.storelatch.request.TextResponse;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;

/** Routes {@code /store/auth}: log-in of customers by cookie and by token, and log-out. */
@RestController
@RequestMapping("/store/auth")
class StoreAuthController {

    private final LoginService login;
    private final TokenRoute tokenRoute;
    private final AccountProbe probe;
    private final Customers customers;
    private final Orders orders;

    StoreAuthController(
            LoginService login, TokenRoute tokenRoute, AccountProbe probe, Customers customers, Orders orders) {
        this.login = login;
        this.tokenRoute = tokenRoute;
        this.probe = probe;
        this.customers = customers;
        this.orders = orders;
    }

    record LoginResponse(LoggedIn customer) {

        record LoggedIn(@JsonUnwrapped Customer customer, ArrayNode orders, List<Address> shippingAddresses) {}
    }

    record ExistsResponse(boolean exists) {}

    @PostMapping
    ResponseEntity<LoginResponse> logIn(JsonBody body, RequestCredentials requestCredentials, ClientInfo client) {
        LoginService.SessionLogin session =
                login.openSession(Realm.STORE, body, Credentials::readCustomer, requestCredentials, client);
        return ResponseEntity.ok()
                .header(HttpHeaders.SET_COOKIE, session.setCookies().toArray(String[]::new))
                .body(response(customers.profile(session.actor().id())));
    }

    @GetMapping
    LoginResponse current(@RequestAttribute(Profile.OF_CALLER) Profile profile) {
        return response(profile);
    }

    @DeleteMapping
    ResponseEntity<String> logOut(JsonBody body, RequestCredentials requestCredentials) {
        return login.logOut(Realm.STORE, body.any("refresh_token").stringValue(null), requestCredentials)
                .map(TextResponse::okWithCookie)
                .orElseGet(TextResponse::ok);
    }

    @PostMapping("/token")
    TokenResponse token(JsonBody body, ClientInfo client) {
        return tokenRoute.respond(Realm.STORE, body, Credentials::readCustomer, client);
    }

    @GetMapping("/{email}")
    ExistsResponse exists(@PathVariable String email, ClientInfo client) {
        return new ExistsResponse(probe.hasAccount(Realm.STORE, new EmailAddress(email), client));
    }

    private LoginResponse response(Profile profile) {
        Customer customer = profile.customer();
        return new LoginResponse(
                new LoginResponse.LoggedIn(customer, orders.plainOrdersOf(customer.id()), profile.shippingAddresses()));
    }
}
