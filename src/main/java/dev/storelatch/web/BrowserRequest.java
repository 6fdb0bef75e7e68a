package dev.storelatch.web;

import dev.storelatch.request.AllowedOrigins;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/**
 * A request as a browser has sent it.
 *
 * @param method empty if it is not known
 * @param target the origin that it was sent to
 */
record BrowserRequest(String method, String target) {

    private static final Set<String> METHODS_OF_PROXIES = Set.of("GET", "HEAD");
    private static final Pattern URL = Pattern.compile("(https?)://([^/?#@\\\\,\\s]+?)(?::(\\d{1,5}))?(?:[/?#].*)?");

    /** Describes a request to one of our routes. */
    static BrowserRequest direct(HttpServletRequest request) {
        return new BrowserRequest(request.getMethod(), target(request, null));
    }

    /**
     * Describes the request that a trusted proxy asks about, from the headers of Caddy and Traefik ({@code X-Forwarded-…}) or
     * of ingress-nginx ({@code X-Original-…}). A proxy may also keep the method. If these differ, the method is not known.
     */
    static BrowserRequest forwarded(HttpServletRequest question) {
        List<String> methods = Stream.of(
                        Collections.list(question.getHeaders("X-Forwarded-Method")),
                        Collections.list(question.getHeaders("X-Original-Method")),
                        METHODS_OF_PROXIES.contains(question.getMethod())
                                ? List.<String>of()
                                : List.of(question.getMethod()))
                .flatMap(List::stream)
                .distinct()
                .toList();
        return new BrowserRequest(
                methods.size() == 1 ? methods.get(0) : "", target(question, question.getHeader("X-Original-URL")));
    }

    boolean isPreflight() {
        return HttpMethod.OPTIONS.matches(method);
    }

    /** @param originalUrl is used if the proxy has not sent the host that the browser requested */
    private static String target(HttpServletRequest request, @Nullable String originalUrl) {
        String host = ProxyMatcher.isFromTrustedProxy(request) ? request.getHeader("X-Forwarded-Host") : null;
        String url = host == null ? originalUrl : request.getScheme() + "://" + host;
        Matcher parts = URL.matcher(url == null ? "" : url);
        if (!parts.matches()) {
            return AllowedOrigins.origin(request.getScheme(), request.getServerName(), request.getServerPort());
        }
        String port = parts.group(3);
        int implied = host == null ? -1 : request.getServerPort();
        return AllowedOrigins.origin(parts.group(1), parts.group(2), port == null ? implied : Integer.parseInt(port));
    }
}
