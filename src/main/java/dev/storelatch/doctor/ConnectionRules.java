package dev.storelatch.doctor;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Rules about whether Storelatch answers under an address at all. */
final class ConnectionRules {

    private ConnectionRules() {}

    static Finding unreachable(WebOrigin server, IOException failure) {
        if (has(failure, SSLException.class)) {
            return new Finding(
                    Rule.CERTIFICATE,
                    "No TLS connection to %s is possible: %s.".formatted(server, rootMessage(failure)),
                    "Browsers refuse it too, unless they know another certificate authority than this Java does.",
                    "Install a certificate for this host with all intermediate certificates, or check the port.");
        }
        String what = has(failure, UnresolvedAddressException.class) || has(failure, UnknownHostException.class)
                ? "has no address in the DNS"
                : has(failure, ConnectException.class)
                        ? "refuses the connection"
                        : "gives no answer: " + rootMessage(failure);
        return new Finding(
                Rule.UNREACHABLE,
                "%s %s.".formatted(server, what),
                "Browsers cannot reach it either, unless they are in another network.",
                "Check the address, the DNS record, the port, and that the proxy and Storelatch are running.");
    }

    /** Checks the answer to {@code GET …/auth} without a log-in. */
    static Optional<Finding> check(Answer answer) {
        if (answer.isRedirect()) {
            return Optional.of(new Finding(
                    Rule.REDIRECTED,
                    "%s, a redirect to %s.".formatted(answer.description(), location(answer)),
                    "Browsers follow no redirect of a preflight request, so the page's requests fail.",
                    "Let the page use the address to which the redirect leads, and give that to --api."));
        }
        if (answer.status() >= 500) {
            return Optional.of(new Finding(
                    Rule.UNREACHABLE,
                    answer.description() + ".",
                    "The proxy does not reach Storelatch, or Storelatch its database.",
                    "Start Storelatch, and check the address in the proxy's configuration; GET /health/ready tells whether"
                            + " it is ready."));
        }
        boolean ours = answer.status() == 401
                && answer.header("WWW-Authenticate").orElse("").startsWith("Bearer");
        return ours
                ? Optional.empty()
                : Optional.of(new Finding(
                        Rule.NOT_STORELATCH,
                        "%s; Storelatch answers by 401 with WWW-Authenticate: Bearer.".formatted(answer.description()),
                        "Another server answers this path, such as Medusa or the shop itself.",
                        "Let the proxy pass /store/auth, /store/customers and /admin/auth on to Storelatch."));
    }

    private static String location(Answer answer) {
        return answer.header("Location")
                .map(to -> to.replaceFirst("[?#].*", ""))
                .orElse("nowhere");
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        return causes(failure).anyMatch(type::isInstance);
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = causes(failure).reduce((first, last) -> last).orElse(failure);
        return Optional.ofNullable(root.getMessage()).orElse(root.getClass().getSimpleName());
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(10);
    }
}
