package dev.storelatch.web;

import dev.storelatch.core.Failure;
import dev.storelatch.request.AllowedOrigins;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.springframework.http.HttpHeaders;

/**
 * Refuses cross-site requests that carry our cookie and have an unsafe method (CSRF; ASVS 3.5.1). Fetch metadata decides,
 * otherwise the origin; a request without either does not come from a browser. It requires no token, so clients need no
 * change.
 */
final class CrossSiteRequestFilter extends HttpFilter {

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private final AllowedOrigins origins;
    private final FailureWriter failures;
    private final Predicate<HttpServletRequest> endangered;
    private final Consumer<HttpServletRequest> refusals;
    private final Function<HttpServletRequest, BrowserRequest> browserRequest;

    /**
     * @param endangered matches the requests that are checked
     * @param refusals is told of each request that is refused
     * @param browserRequest describes the request that the browser has made
     */
    CrossSiteRequestFilter(
            AllowedOrigins origins,
            FailureWriter failures,
            Predicate<HttpServletRequest> endangered,
            Consumer<HttpServletRequest> refusals,
            Function<HttpServletRequest, BrowserRequest> browserRequest) {
        this.origins = origins;
        this.failures = failures;
        this.endangered = endangered;
        this.refusals = refusals;
        this.browserRequest = browserRequest;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        BrowserRequest sent = browserRequest.apply(request);
        if (SAFE_METHODS.contains(sent.method()) || !endangered.test(request) || isAllowed(request, sent.target())) {
            chain.doFilter(request, response);
        } else {
            refusals.accept(request);
            failures.write(request, response, new Failure.NotAllowed("Origin not allowed"));
        }
    }

    /** Returns true if the request has a session cookie, valid or not. */
    static boolean carriesOurCookie(HttpServletRequest request) {
        return Collections.list(request.getHeaders(HttpHeaders.COOKIE)).stream()
                .anyMatch(header -> header.contains("connect.sid"));
    }

    private boolean isAllowed(HttpServletRequest request, String target) {
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (site != null && OWN_SITES.contains(site)) {
            return true;
        }
        return origin == null ? site == null : origins.allow(origin) || origin.equals(target);
    }
}
