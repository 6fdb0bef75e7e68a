package dev.storelatch.web;

import dev.storelatch.request.NetworkAddress;
import dev.storelatch.request.RequestWarning;
import dev.storelatch.request.VisitorAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns if a trusted proxy does not tell the addresses of its clients: all of them then share the limits of one network, and
 * a stranger keeps everybody out.
 */
final class ClientAddressCheck {

    private static final Logger LOG = LoggerFactory.getLogger(ClientAddressCheck.class);

    private final VisitorAddress visitorAddress;
    private final RequestWarning warning;

    ClientAddressCheck(VisitorAddress visitorAddress, Clock clock) {
        this.visitorAddress = visitorAddress;
        this.warning = new RequestWarning(LOG, clock);
    }

    /** @param address the client's address as it counts for limits */
    void check(HttpServletRequest request, String address) {
        if (!ProxyMatcher.isFromTrustedProxy(request)) {
            return;
        }
        if (NetworkAddress.of(address).isEmpty()) {
            warning.log("A trusted proxy has sent no IP address in X-Forwarded-For. All clients without one share the"
                    + " limits of one network (storelatch.throttle.network). Let the proxy send the client's address.");
        } else if (PeerAddressValve.isClient(request)
                && address.equals(request.getRemoteAddr())
                && !visitorAddress.isCaller(address)) {
            warning.log(
                    "A request came from " + address + " without X-Forwarded-For. If this is a proxy, let it send the"
                            + " header, since all its clients share the limits of one network (storelatch.throttle.network). If it"
                            + " is a server of the shop, list it in storelatch.throttle.callers. Otherwise list your proxies in"
                            + " server.tomcat.remoteip.internal-proxies.");
        }
    }
}
