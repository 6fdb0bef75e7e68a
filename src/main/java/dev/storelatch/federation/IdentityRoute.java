package dev.storelatch.federation;

import dev.storelatch.core.Account;
import dev.storelatch.core.Login;
import dev.storelatch.core.Realm;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.JsonBody;
import dev.storelatch.request.RequestCredentials;
import java.util.List;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** The routes {@code identities}, which both realms have: the links of the caller's account. */
@Component
class IdentityRoute {

    private final RedirectOrigins origins;
    private final Providers providers;
    private final Identities identities;
    private final LinkPermission permission;
    private final LoginStart start;

    IdentityRoute(
            RedirectOrigins origins,
            Providers providers,
            Identities identities,
            LinkPermission permission,
            LoginStart start) {
        this.origins = origins;
        this.providers = providers;
        this.identities = identities;
        this.permission = permission;
        this.start = start;
    }

    /** Response with the links of an account, the oldest first. */
    record IdentitiesResponse(List<LinkedIdentity> identities) {}

    /**
     * Response to a request that begins a link.
     *
     * @param location the page of the provider that the browser has to open
     */
    record LocationResponse(String location) {

        @Override
        public String toString() {
            return "LocationResponse[redacted]";
        }
    }

    IdentitiesResponse list(Login login) {
        return new IdentitiesResponse(identities.list(login.actor()));
    }

    /** Begins a link. The browser that gets the cookie of the response must open the page. */
    ResponseEntity<LocationResponse> begin(
            Login login, JsonBody body, RequestCredentials credentials, ClientInfo client) {
        Realm realm = login.actor().realm();
        String name = body.string("provider");
        Provider provider = providers.find(realm, name).orElse(null);
        if (provider == null) {
            body.mistake("provider must be one of the following values: "
                    + String.join(
                            ", ",
                            providers.ofRealm(realm).stream()
                                    .map(Provider::name)
                                    .sorted()
                                    .toList()));
        }
        String redirectTo = body.string("redirect_to");
        if (RedirectPage.of(redirectTo, origins.of(realm)).isEmpty()) {
            body.mistake("redirect_to must be an address of a listed origin");
        }
        String password = body.optionalString("current_password").value();
        body.check();
        Account account = permission.require(login, password, client);
        try {
            LoginStart.Begun begun = start.begin(
                    Objects.requireNonNull(provider), LoginStart.linkOf(account, redirectTo), credentials, client);
            return ResponseEntity.ok()
                    .header(HttpHeaders.SET_COOKIE, begun.setCookie())
                    .body(new LocationResponse(begun.location()));
        } catch (LoginError.FailedLoginException failure) {
            throw failure.error().asFailure();
        }
    }

    IdentitiesResponse remove(Login login, String id, JsonBody body, ClientInfo client) {
        String password = body.optionalString("current_password").value();
        body.check();
        permission.require(login, password, client);
        identities.remove(login.actor(), id);
        return list(login);
    }
}
