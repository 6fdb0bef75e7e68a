package dev.storelatch.web;

import dev.storelatch.request.AllowedOrigins;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.springframework.http.HttpHeaders;

/**
 * Prepares the answers that a proxy passes on to a browser. Preflight requests carry no credentials and are let through
 * without a check. CORS headers are on failures only: otherwise, those of the server behind the proxy would be doubled.
 */
final class VerificationFilter extends HttpFilter {

    private final AllowedOrigins origins;

    VerificationFilter(AllowedOrigins origins) {
        this.origins = origins;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader(HttpHeaders.VARY, CrossOriginFilter.VARY);
        if (!BrowserRequest.forwarded(request).isPreflight()) {
            String origin = request.getHeader(HttpHeaders.ORIGIN);
            chain.doFilter(request, new HttpServletResponseWrapper(response) {
                @Override
                public void setStatus(int status) {
                    if (status >= SC_BAD_REQUEST) {
                        CrossOriginFilter.addHeaders(origin, origins, this);
                    }
                    super.setStatus(status);
                }
            });
        }
    }
}
