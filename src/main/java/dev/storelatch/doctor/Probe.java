package dev.storelatch.doctor;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks the running server what it answers to the requests of a page. Nothing changes there: the log-out is sent with a
 * cookie that belongs to no session.
 */
final class Probe {

    private static final String FOREIGN_COOKIE = SetCookie.NAME + "=storelatch-doctor";

    private final ProbeClient client;
    private final WebOrigin server;
    private final Set<Finding> findings = new LinkedHashSet<>();

    Probe(ProbeClient client, WebOrigin server) {
        this.client = client;
        this.server = server;
    }

    /**
     * The outcome for a page.
     *
     * @param cookie the attributes of the cookie that browsers receive; empty if none was received
     * @param isReachable whether Storelatch answers
     */
    record Result(List<Finding> findings, Optional<CookieAttributes> cookie, boolean isReachable) {}

    /** @param variable the setting that should list the page's origin */
    Result run(Page page, String variable) {
        try {
            Answer current = client.send(
                    "GET", page.path("/auth"), Map.of("Origin", page.origin().toString()), null);
            Optional<Finding> obstacle = ConnectionRules.check(current);
            if (obstacle.isPresent()) {
                return new Result(List.of(obstacle.get()), Optional.empty(), false);
            }
            AnswerRules.cache(current).ifPresent(findings::add);
            if (!page.origin().equals(server)) {
                checkCors(page, current, new AnswerRules(page.origin(), variable));
            }
            checkOwnOrigin(page);
            checkNeighbours(page);
            Optional<CookieAttributes> cookie = logOut(page);
            return new Result(List.copyOf(findings), cookie, true);
        } catch (IOException failure) {
            return new Result(List.of(ConnectionRules.unreachable(server, failure)), Optional.empty(), false);
        }
    }

    private void checkCors(Page page, Answer current, AnswerRules rules) throws IOException {
        Optional<Finding> unreadable = rules.readable(current);
        unreadable.ifPresent(findings::add);
        if (unreadable.isEmpty()) {
            Map<String, String> headers = Map.of(
                    "Origin", page.origin().toString(),
                    "Access-Control-Request-Method", "DELETE",
                    "Access-Control-Request-Headers", "content-type");
            findings.addAll(rules.preflight(client.send("OPTIONS", page.path("/auth"), headers, null)));
        }
    }

    /** Logs out, as a customer for any page: without a log-in, the log-out of users does not answer with the cookie. */
    private Optional<CookieAttributes> logOut(Page page) throws IOException {
        Answer answer = client.send("DELETE", "/store/auth", Map.of("Cookie", FOREIGN_COOKIE), null);
        if (page.realm().equals("store") || answer.status() == 200) {
            AnswerRules.cookie(answer).ifPresent(findings::add);
        }
        return answer.sessionCookies().stream().findFirst().map(SetCookie::attributes);
    }

    private void checkOwnOrigin(Page page) throws IOException {
        Map<String, String> headers = Map.of("Cookie", FOREIGN_COOKIE, "Origin", server.toString());
        AnswerRules.forwarded(client.send("DELETE", page.path("/auth"), headers, null), server)
                .ifPresent(findings::add);
    }

    /** Paths of Medusa that Storelatch does not serve, on which another server may answer. */
    private void checkNeighbours(Page page) throws IOException {
        Map<String, String> headers =
                Map.of("Origin", page.origin().toString(), "Access-Control-Request-Method", "GET");
        Optional<Finding> found = Optional.empty();
        for (String method : List.of("GET", "OPTIONS")) {
            if (found.isEmpty()) {
                found = AnswerRules.foreignCookie(client.send(method, page.path("/products?limit=1"), headers, null));
            }
        }
        found.ifPresent(findings::add);
    }
}
