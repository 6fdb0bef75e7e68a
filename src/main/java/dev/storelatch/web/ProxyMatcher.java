package dev.storelatch.web;

import dev.storelatch.request.ProxyCheck;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.catalina.Globals;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Matches requests of proxies that may ask who has made a request. */
final class ProxyMatcher implements RequestMatcher {

    private final ProxyCheck proxies;

    ProxyMatcher(ProxyCheck proxies) {
        this.proxies = proxies;
    }

    @Override
    public boolean matches(HttpServletRequest request) {
        return isFromTrustedProxy(request) && proxies.accepts(request.getHeader("X-Storelatch-Proxy-Key"));
    }

    /**
     * Returns true if the direct peer is in {@code server.tomcat.remoteip.internal-proxies} or {@code trusted-proxies}. Tomcat's
     * {@code RemoteIpValve} marks these requests before it replaces the peer's address by the client's.
     */
    static boolean isFromTrustedProxy(HttpServletRequest request) {
        return Boolean.TRUE.equals(request.getAttribute(Globals.REQUEST_FORWARDED_ATTRIBUTE));
    }
}
