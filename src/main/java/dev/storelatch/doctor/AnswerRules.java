package dev.storelatch.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rules about the headers of a running server, as the browser of a page sees them. */
final class AnswerRules {

    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
    private static final String DOUBLED =
            "Browsers refuse an answer with two of them. The proxy adds its own to those of Storelatch.";

    private final WebOrigin page;
    private final String variable;

    /** @param variable the setting that should list the page's origin */
    AnswerRules(WebOrigin page, String variable) {
        this.page = page;
        this.variable = variable;
    }

    /** Checks that the page may read the answer (Fetch standard, "CORS check"). */
    Optional<Finding> readable(Answer answer) {
        List<String> allowed = answer.members(ALLOW_ORIGIN);
        if (allowed.size() > 1
                || answer.members("Access-Control-Allow-Credentials").size() > 1) {
            return Optional.of(new Finding(
                    Rule.CORS_HEADERS_DOUBLED,
                    "The answer to %s has %s twice: %s."
                            .formatted(answer.request(), ALLOW_ORIGIN, String.join(", ", allowed)),
                    DOUBLED,
                    "Remove the CORS headers from the proxy's configuration (nginx: add_header; or proxy_hide_header for"
                            + " those of the server behind it)."));
        }
        if (allowed.contains("*")) {
            return Optional.of(new Finding(
                    Rule.CORS_HEADERS,
                    "The answer to %s has %s: *.".formatted(answer.request(), ALLOW_ORIGIN),
                    "Browsers refuse the wildcard for requests with cookies. Storelatch does not send it.",
                    "Remove the CORS headers from the proxy's configuration."));
        }
        if (!allowed.equals(List.of(page.toString()))) {
            return Optional.of(new Finding(
                    Rule.ORIGIN_NOT_LISTED,
                    "The answer to %s does not allow %s%s."
                            .formatted(answer.request(), page, allowed.isEmpty() ? "" : ", but " + allowed.get(0)),
                    "Browsers do not let the page read any answer: it sees a network error (TypeError: Failed to fetch).",
                    "Add %s to %s of the running server, and restart it.".formatted(page, variable)));
        }
        return answer.members("Access-Control-Allow-Credentials").equals(List.of("true"))
                ? Optional.empty()
                : Optional.of(new Finding(
                        Rule.CORS_HEADERS,
                        "The answer to %s has no Access-Control-Allow-Credentials: true.".formatted(answer.request()),
                        "Browsers then refuse answers to requests with cookies. Storelatch sends the header.",
                        "Let the proxy pass the CORS headers of Storelatch on unchanged."));
    }

    /** Checks the answer to a preflight request of a log-in (Fetch standard, "CORS-preflight fetch"). */
    List<Finding> preflight(Answer answer) {
        List<Finding> findings = new ArrayList<>();
        readable(answer).ifPresent(findings::add);
        boolean accepted = answer.status() >= 200
                && answer.status() < 300
                && answer.members("Access-Control-Allow-Methods").contains("delete")
                && answer.members("Access-Control-Allow-Headers").contains("content-type");
        if (!accepted && findings.isEmpty()) {
            findings.add(new Finding(
                    Rule.PREFLIGHT_REFUSED,
                    "%s, without the methods and headers of a log-in.".formatted(answer.description()),
                    "Browsers send no log-in if the preflight request before it is refused.",
                    "Let the proxy pass OPTIONS requests on to Storelatch, without a log-in of its own."));
        }
        return findings;
    }

    /** Checks that no cache keeps what belongs to one visitor. */
    static Optional<Finding> cache(Answer answer) {
        boolean noStore = answer.members("Cache-Control").contains("no-store");
        return noStore && answer.header("Age").isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Finding(
                                Rule.CACHEABLE,
                                "The answer to %s has %s; Storelatch sends Cache-Control: private, no-store."
                                        .formatted(
                                                answer.request(),
                                                noStore
                                                        ? "the header Age, so it is from a cache"
                                                        : "no Cache-Control: no-store"),
                                "A cache can give one visitor's account, or an old 401, to another.",
                                "Exclude /store and /admin from the cache of the proxy or CDN, and do not change Cache-Control."));
    }

    /** Checks the answer to a log-out with a cookie that means nothing, which deletes the cookie in the browser. */
    static Optional<Finding> cookie(Answer answer) {
        List<SetCookie> cookies = answer.sessionCookies();
        if (cookies.size() == 1) {
            return Optional.empty();
        }
        return Optional.of(
                cookies.isEmpty()
                        ? new Finding(
                                Rule.COOKIE_LOST,
                                "%s, without Set-Cookie: %s.".formatted(answer.description(), SetCookie.NAME),
                                "The proxy removes the cookie from requests or Set-Cookie from answers, so nobody stays"
                                        + " logged in.",
                                "Let the proxy pass the headers Cookie and Set-Cookie on for /store and /admin.")
                        : otherServer(answer));
    }

    /** Checks a path that Storelatch does not serve: what answers it must not set the cookie of Storelatch. */
    static Optional<Finding> foreignCookie(Answer answer) {
        return answer.sessionCookies().isEmpty() ? Optional.empty() : Optional.of(otherServer(answer));
    }

    /** Checks the answer to an unsafe request with a cookie from the server's own origin. */
    static Optional<Finding> forwarded(Answer answer, WebOrigin server) {
        boolean https = answer.header("Strict-Transport-Security").isPresent();
        if (answer.status() != 403) {
            return Optional.empty();
        }
        String header = server.isHttps() && !https
                ? "X-Forwarded-Proto"
                : server.port() < 0 ? "X-Forwarded-Host" : "X-Forwarded-Host with the port";
        return Optional.of(new Finding(
                Rule.FORWARDED_HEADERS,
                "Storelatch does not know that browsers reach it as %s: %s is missing or not trusted."
                        .formatted(server, header),
                "It refuses requests of pages on this origin, and its logs and limits see the proxy instead of the visitors.",
                "Let the proxy send X-Forwarded-For, -Proto and -Host, and list it in"
                        + " server.tomcat.remoteip.internal-proxies."));
    }

    private static Finding otherServer(Answer answer) {
        return new Finding(
                Rule.OTHER_SERVER_SETS_COOKIE,
                "Another server sets %s, too: in the answer to %s.".formatted(SetCookie.NAME, answer.request()),
                "It replaces the cookie of Storelatch, so the visitor is logged out. Medusa sets one for every visitor.",
                "Let the proxy remove Set-Cookie: %s from the answers of that server, or rename its cookie (Medusa:"
                                .formatted(SetCookie.NAME)
                        + " session_options.name).");
    }
}
