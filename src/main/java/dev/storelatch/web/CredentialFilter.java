package dev.storelatch.web;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Realm;
import dev.storelatch.request.CredentialReader;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.ServletWebRequest;

/** Finds the caller, but only when a rule or a route asks who it is: a public route costs no look-up. */
final class CredentialFilter extends HttpFilter {

    private final Realm realm;
    private final List<CredentialReader> readers;

    /** @param readers in the order in which their actors count */
    CredentialFilter(Realm realm, List<CredentialReader> readers) {
        this.realm = realm;
        this.readers = readers;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        NativeWebRequest webRequest = new ServletWebRequest(request, response);
        try {
            SecurityContextHolder.setDeferredContext(SingletonSupplier.of(() -> context(webRequest)));
            chain.doFilter(request, response);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private SecurityContext context(NativeWebRequest request) {
        for (CredentialReader reader : readers) {
            Optional<Actor> actor = reader.read(realm, request);
            if (actor.isPresent()) {
                return authenticated(actor.get());
            }
        }
        return new SecurityContextImpl();
    }

    private static SecurityContext authenticated(Actor actor) {
        return new SecurityContextImpl(new ActorAuthentication(actor));
    }
}
