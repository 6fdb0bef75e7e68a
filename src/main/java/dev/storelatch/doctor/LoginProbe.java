package dev.storelatch.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.ObjectMapper;

/** Logs in to the running server as a page does, requests the account with the cookie, and logs out. */
final class LoginProbe {

    private final ProbeClient client;
    private final Page page;
    private final List<Finding> findings = new ArrayList<>();

    LoginProbe(ProbeClient client, Page page) {
        this.client = client;
        this.page = page;
    }

    Probe.Result run(String email, String password) {
        try {
            String body = new ObjectMapper().writeValueAsString(Map.of("email", email, "password", password));
            Answer login = client.send("POST", page.path("/auth"), origin(), body);
            List<SetCookie> cookies = login.sessionCookies();
            if (login.status() != 200 || cookies.isEmpty()) {
                findings.add(refused(login));
                return new Probe.Result(findings, Optional.empty(), true);
            }
            check(cookies.get(0));
            return new Probe.Result(findings, Optional.of(cookies.get(0).attributes()), true);
        } catch (IOException failure) {
            findings.add(new Finding(
                    Rule.LOGIN_REFUSED,
                    "The log-in failed: %s.".formatted(failure.getMessage()),
                    "The connection ended before the answer.",
                    "Look into the logs of the proxy and of Storelatch."));
            return new Probe.Result(findings, Optional.empty(), true);
        }
    }

    private void check(SetCookie cookie) throws IOException {
        Answer account = client.send("GET", account(), withCookie(cookie), null);
        if (account.status() != 200) {
            findings.add(new Finding(
                    Rule.COOKIE_NOT_ACCEPTED,
                    "The log-in worked, but with its cookie %s.".formatted(account.description()),
                    "The proxy removes the header Cookie, or another server with another COOKIE_SECRET or database answers.",
                    "Let the proxy pass Cookie on, and give all servers the same secrets and database."));
        }
        client.send("DELETE", page.path("/auth"), withCookie(cookie), null);
        Answer afterwards = client.send("GET", account(), withCookie(cookie), null);
        if (afterwards.status() == 200) {
            findings.add(new Finding(
                    Rule.LOGOUT_IGNORED,
                    "After the log-out, %s.".formatted(afterwards.description()),
                    "The log-out did not arrive, or a cache answers.",
                    "Let the proxy pass DELETE requests on, and exclude /store and /admin from caches."));
        }
    }

    private static Finding refused(Answer login) {
        return new Finding(
                Rule.LOGIN_REFUSED,
                "%s%s.".formatted(login.description(), login.status() == 200 ? ", without Set-Cookie" : ""),
                switch (login.status()) {
                    case 200 -> "Something between Storelatch and the browser removes the cookie.";
                    case 401 -> "No account has this e-mail address and password.";
                    case 429 -> "There were too many attempts for this address.";
                    default -> "The request did not arrive as it was sent, or Storelatch cannot answer it.";
                },
                switch (login.status()) {
                    case 401 -> "Repeat the command with the password of a test account.";
                    case 429 -> "Repeat the command in a few minutes.";
                    default -> "Look into the configuration and the logs of the proxy and of Storelatch.";
                });
    }

    private String account() {
        return page.path(page.realm().equals("store") ? "/customers/me" : "/auth");
    }

    private Map<String, String> withCookie(SetCookie cookie) {
        return Map.of("Origin", page.origin().toString(), "Cookie", cookie.cookieHeader());
    }

    private Map<String, String> origin() {
        return Map.of("Origin", page.origin().toString());
    }
}
