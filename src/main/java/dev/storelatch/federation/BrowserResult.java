package dev.storelatch.federation;

import dev.storelatch.request.TextResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/**
 * Result of an answer, for the browser that has brought it.
 *
 * @param redirectTo the page that the client has named; null for that of the settings, if there is one
 * @param error null if the log-in has succeeded
 * @param code the one-time code; null if there is nothing to exchange
 * @param setCookies {@code Set-Cookie} headers
 */
record BrowserResult(
        Provider provider,
        @Nullable String redirectTo,
        @Nullable LoginError error,
        @Nullable String code,
        List<String> setCookies) {

    static BrowserResult ok(Provider provider, PendingLogin login) {
        return new BrowserResult(provider, login.redirectTo(), null, null, List.of());
    }

    static BrowserResult withCookies(Provider provider, PendingLogin login, List<String> setCookies) {
        return new BrowserResult(provider, login.redirectTo(), null, null, setCookies);
    }

    static BrowserResult withCode(Provider provider, PendingLogin login, String code) {
        return new BrowserResult(provider, login.redirectTo(), null, code, List.of());
    }

    /** @param login null if the answer belongs to none */
    static BrowserResult failed(Provider provider, @Nullable PendingLogin login, LoginError error) {
        return new BrowserResult(provider, login == null ? null : login.redirectTo(), error, null, List.of());
    }

    /**
     * Returns the response: a redirect, or without a page to redirect to, what it would tell.
     *
     * @throws dev.storelatch.core.Failure if there is an error and no page
     */
    ResponseEntity<?> respond(FederationSettings.RealmSettings settings) {
        String page = page(settings);
        if (page == null) {
            return withoutPage();
        }
        RedirectPage target = new RedirectPage(page);
        String location = page;
        if (error != null) {
            location = target.with("error", error.id());
        } else if (code != null) {
            location = target.with("code", code);
        }
        return ResponseEntity.status(HttpStatus.FOUND)
                .header(HttpHeaders.LOCATION, location)
                .header(HttpHeaders.SET_COOKIE, setCookies.toArray(String[]::new))
                .build();
    }

    private ResponseEntity<?> withoutPage() {
        if (error != null) {
            throw error.asFailure();
        }
        if (code != null) {
            return ResponseEntity.ok(Map.of("code", code));
        }
        return okWithCookies(setCookies);
    }

    static ResponseEntity<?> okWithCookies(List<String> setCookies) {
        ResponseEntity<String> ok = TextResponse.ok();
        return ResponseEntity.ok()
                .headers(ok.getHeaders())
                .header(HttpHeaders.SET_COOKIE, setCookies.toArray(String[]::new))
                .body(ok.getBody());
    }

    private @Nullable String page(FederationSettings.RealmSettings settings) {
        if (redirectTo != null) {
            return redirectTo;
        }
        String configured = error == null ? settings.successRedirect() : settings.failureRedirect();
        return configured == null || configured.isEmpty() ? null : configured;
    }

    @Override
    public String toString() {
        return "BrowserResult[" + error + "]";
    }
}
