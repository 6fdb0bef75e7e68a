package dev.storelatch.flows;

import dev.storelatch.passkey.EmulatedAuthenticator;
import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Exchanges of passkeys, as a page at {@code http://localhost:8000} makes them. */
@Component
@Lazy
class PasskeyApi {

    static final String ORIGIN = "http://localhost:8000";
    static final String ADMIN_ORIGIN = "http://localhost:7001";

    private final Api api;
    private final AdminApi admins;

    PasskeyApi(Api api, AdminApi admins) {
        this.api = api;
        this.admins = admins;
    }

    Response registrationOptions(Customer customer) {
        return page(api.json(Map.of("current_password", customer.password()), customer.cookie()))
                .post("/store/auth/passkeys/registration-options");
    }

    Response finish(Customer customer, Map<String, Object> credential) {
        return finish(customer, credential, null);
    }

    Response finish(Customer customer, Map<String, Object> credential, @Nullable String name) {
        Map<String, Object> body = new HashMap<>(Map.of("credential", credential));
        if (name != null) {
            body.put("name", name);
        }
        return page(api.json(body, customer.cookie())).post("/store/auth/passkeys");
    }

    /** Adds a passkey of the authenticator. */
    Response register(Customer customer, EmulatedAuthenticator authenticator, @Nullable String name) {
        return finish(
                customer, authenticator.create(registrationOptions(customer).path("options")), name);
    }

    Response remove(Customer customer, String id) {
        return page(api.json(Map.of("current_password", customer.password()), customer.cookie()))
                .delete("/store/auth/passkeys/" + id);
    }

    Map<String, ?> loginOptions() {
        return page(api.request()).post("/store/auth/passkeys/login-options").path("options");
    }

    /** Removes a passkey soon after the log-in, so that no password is needed. */
    Response removeAtOnce(Customer customer, String id) {
        return page(api.json(Map.of(), customer.cookie())).delete("/store/auth/passkeys/" + id);
    }

    /** Registers a customer with a passkey of the authenticator. */
    Customer registerWith(EmulatedAuthenticator authenticator) {
        Customer customer = api.register();
        register(customer, authenticator, null).then().statusCode(200);
        return customer;
    }

    /** Adds a passkey of the authenticator to a user, in a new session. */
    Response registerUser(AdminApi.User user, EmulatedAuthenticator authenticator) {
        String cookie = admins.newSession(user);
        authenticator.withClientData("origin", ADMIN_ORIGIN);
        Map<String, ?> options = api.json(Map.of("current_password", user.password()), cookie)
                .header("Origin", ADMIN_ORIGIN)
                .post("/admin/auth/passkeys/registration-options")
                .path("options");
        return api.json(Map.of("credential", authenticator.create(options)), cookie)
                .post("/admin/auth/passkeys");
    }

    Response login(EmulatedAuthenticator authenticator) {
        return login(authenticator.get(loginOptions()));
    }

    Response login(Map<String, Object> assertion) {
        return page(api.json(Map.of("passkey", assertion))).post("/store/auth");
    }

    private static RequestSpecification page(RequestSpecification request) {
        return request.header("Origin", ORIGIN).header("Sec-Fetch-Site", "same-site");
    }
}
