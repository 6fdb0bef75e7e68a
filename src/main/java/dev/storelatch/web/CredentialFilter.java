package dev.storelatch.web;

import dev.storelatch.core.Realm;
import dev.storelatch.request.CallerQuery;
import dev.storelatch.request.RequestCredentials;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.util.function.SingletonSupplier;

/**
 * Authenticates the caller when a rule or a handler first asks for it, so that public routes cost no database access. What
 * the route responds with of the caller's own is read by the same statement.
 */
final class CredentialFilter extends HttpFilter {

    private final Realm realm;
    private final CallerRepository callers;
    private final List<CallerRoute> routes;
    private final boolean acceptsCookies;

    /**
     * @param routes those of the chain that respond with rows of the caller's own
     * @param acceptsCookies see {@link RequestCredentials}
     */
    CredentialFilter(Realm realm, CallerRepository callers, List<CallerRoute> routes, boolean acceptsCookies) {
        this.realm = realm;
        this.callers = callers;
        this.routes = routes;
        this.acceptsCookies = acceptsCookies;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            SecurityContextHolder.setDeferredContext(SingletonSupplier.of(() -> authenticate(request, response)));
            chain.doFilter(request, response);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private SecurityContext authenticate(HttpServletRequest request, HttpServletResponse response) {
        CallerQuery query = query(request);
        return callers.find(
                        realm,
                        RequestCredentialsResolver.credentials(request, acceptsCookies),
                        query == null ? null : () -> query.rows(QueryStringResolver.queryString(request)))
                .<SecurityContext>map(caller -> {
                    ThreadBoundRequest.setCaller(request, caller.login(), caller.way());
                    caller.recordUse().ifPresent(cookie -> response.addHeader(HttpHeaders.SET_COOKIE, cookie));
                    if (query != null) {
                        request.setAttribute(query.attribute(), caller.answer());
                    }
                    return new SecurityContextImpl(new LoginAuthentication(caller.login()));
                })
                .orElseGet(SecurityContextImpl::new);
    }

    private @Nullable CallerQuery query(HttpServletRequest request) {
        for (CallerRoute route : routes) {
            if (route.matches(request)) {
                return route.query();
            }
        }
        return null;
    }
}
