package dev.storelatch.web;

import dev.storelatch.core.Realm;
import dev.storelatch.request.CredentialReader;
import dev.storelatch.request.RequestCredentials;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.util.function.SingletonSupplier;

/** Authenticates the caller when a rule or a handler first asks for it, so that public routes cost no database access. */
final class CredentialFilter extends HttpFilter {

    private final Realm realm;
    private final List<CredentialReader> readers;
    private final boolean acceptsCookies;

    /**
     * @param readers in the order of their precedence
     * @param acceptsCookies see {@link RequestCredentials}
     */
    CredentialFilter(Realm realm, List<CredentialReader> readers, boolean acceptsCookies) {
        this.realm = realm;
        this.readers = readers;
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
        RequestCredentials credentials = RequestCredentialsResolver.credentials(request, acceptsCookies);
        for (CredentialReader reader : readers) {
            Optional<CredentialReader.Result> result = reader.read(realm, credentials);
            if (result.isPresent()) {
                ThreadBoundRequest.setCaller(request, result.get().login(), reader.way());
                String setCookie = result.get().setCookie();
                if (setCookie != null) {
                    response.addHeader(HttpHeaders.SET_COOKIE, setCookie);
                }
                return new SecurityContextImpl(
                        new LoginAuthentication(result.get().login()));
            }
        }
        return new SecurityContextImpl();
    }
}
