package dev.storelatch.web;

import dev.storelatch.core.Failure;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Set;
import org.springframework.http.HttpHeaders;

/**
 * Refuses what another site lets a browser do with our cookie (CSRF; ASVS 3.5.1). Fetch metadata decides, else the
 * origin; without either it is not a browser that asks. It needs no token, so clients stay as they are.
 */
final class CrossSiteRequestFilter extends HttpFilter {

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private final AllowedOrigins origins;
    private final FailureWriter failures;

    CrossSiteRequestFilter(AllowedOrigins origins, FailureWriter failures) {
        this.origins = origins;
        this.failures = failures;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (SAFE_METHODS.contains(request.getMethod()) || !carriesOurCookie(request) || isAllowed(request)) {
            chain.doFilter(request, response);
        } else {
            failures.write(request, response, new Failure.NotAllowed("Origin not allowed"));
        }
    }

    private static boolean carriesOurCookie(HttpServletRequest request) {
        return Collections.list(request.getHeaders(HttpHeaders.COOKIE)).stream()
                .anyMatch(header -> header.contains("connect.sid"));
    }

    private boolean isAllowed(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (site != null && OWN_SITES.contains(site)) {
            return true;
        }
        return origin == null ? site == null : origins.allow(origin) || origin.equals(ownOrigin(request));
    }

    /** Our public origin: what the browser asked for, after the trusted proxies' headers. */
    private static String ownOrigin(HttpServletRequest request) {
        return AllowedOrigins.origin(request.getScheme(), request.getServerName(), request.getServerPort());
    }
}
