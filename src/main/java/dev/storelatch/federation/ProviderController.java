package dev.storelatch.federation;

import dev.storelatch.core.Failure;
import dev.storelatch.core.Realm;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.FormBody;
import dev.storelatch.request.JsonBody;
import dev.storelatch.request.QueryString;
import dev.storelatch.request.RequestCredentials;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** The routes of a provider in one realm: a log-in begins, the provider answers, and the client exchanges a code. */
abstract class ProviderController {

    private final Realm realm;
    private final FederationRoutes routes;

    ProviderController(Realm realm, FederationRoutes routes) {
        this.realm = realm;
        this.routes = routes;
    }

    /** Begins a log-in. */
    ResponseEntity<?> start(String name, QueryString query, RequestCredentials credentials, ClientInfo client) {
        Provider provider = provider(name);
        PendingLogin login = StartParameters.read(query, routes.origins().of(realm));
        try {
            LoginStart.Begun begun = routes.start().begin(provider, login, credentials, client);
            return ResponseEntity.status(HttpStatus.FOUND)
                    .header(HttpHeaders.LOCATION, begun.location())
                    .header(HttpHeaders.SET_COOKIE, begun.setCookie())
                    .build();
        } catch (LoginError.FailedLoginException failure) {
            return respond(BrowserResult.failed(provider, login, failure.error()));
        }
    }

    @GetMapping("/cb")
    ResponseEntity<?> answerByQuery(
            @PathVariable String provider, QueryString query, RequestCredentials credentials, ClientInfo client) {
        return answer(provider, parse(query), credentials, client);
    }

    @PostMapping("/cb")
    ResponseEntity<?> answerByForm(
            @PathVariable String provider, FormBody form, RequestCredentials credentials, ClientInfo client) {
        return answer(provider, form, credentials, client);
    }

    @PostMapping("/token")
    ResponseEntity<?> token(
            @PathVariable String provider, JsonBody body, RequestCredentials credentials, ClientInfo client) {
        String code = body.string("code");
        String verifier = body.optionalString("code_verifier", 128).value();
        boolean refreshable = body.optionalBoolean("offline_access");
        body.check();
        CodeExchange.Result result = routes.exchange()
                .exchange(
                        provider(provider),
                        new CodeExchange.Request(code, verifier, refreshable),
                        new LoginResults.Client(credentials, client));
        return result.tokens() == null
                ? BrowserResult.okWithCookies(result.setCookies())
                : ResponseEntity.ok(result.tokens());
    }

    private ResponseEntity<?> answer(String name, FormBody answer, RequestCredentials credentials, ClientInfo client) {
        return respond(routes.answer().handle(provider(name), answer, credentials, client));
    }

    private ResponseEntity<?> respond(BrowserResult result) {
        return result.respond(routes.settings().of(realm));
    }

    private Provider provider(String name) {
        return routes.providers()
                .find(realm, name)
                .orElseThrow(() -> new Failure.NotFound("There is no such provider"));
    }

    private static FormBody parse(QueryString query) {
        try {
            return FormBody.parse(query.raw());
        } catch (IllegalArgumentException malformed) {
            throw new Failure.InvalidData("The query has a malformed percent-encoding");
        }
    }
}
