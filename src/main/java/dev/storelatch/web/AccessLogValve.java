package dev.storelatch.web;

import dev.storelatch.request.NetworkAddress;
import dev.storelatch.request.VisitorAddress;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.AccessLog;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Logs each request, those that Tomcat has refused included. Unlike Tomcat's own, it logs neither paths nor addresses, which
 * are personal data, and it writes in the format and to the place of the other lines.
 */
final class AccessLogValve extends ValveBase implements AccessLog {

    /** A name of its own, so that the lines can be sent elsewhere than the messages of the server. */
    private static final Logger LOG = LoggerFactory.getLogger("storelatch.access");

    private static final String UNKNOWN = "unknown";
    private static final List<String> TRACE = List.of(TraceValve.TRACE_KEY, TraceValve.SPAN_KEY);

    private final RoutePatterns routes;
    private final VisitorAddress visitorAddress;

    AccessLogValve(RoutePatterns routes, VisitorAddress visitorAddress) {
        super(true);
        this.routes = routes;
        this.visitorAddress = visitorAddress;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
    }

    /** @param time in nanoseconds */
    @Override
    public void log(Request request, Response response, long time) {
        String id = Objects.requireNonNullElse(RequestIdValve.find(request), UNKNOWN);
        String method = RoutePatterns.method(request.getMethod());
        String route = routes.find(request).orElse(UNKNOWN);
        String network = network(request).orElse(UNKNOWN);
        long bytes = response.getContentWritten();
        MDC.put(RequestIdValve.KEY, id);
        for (String key : TRACE) {
            if (request.getAttribute(key) instanceof String value) {
                MDC.put(key, value);
            }
        }
        try {
            LOG.atInfo()
                    .setMessage("{} {} {} {} bytes {} ms {}")
                    .addArgument(method)
                    .addArgument(route)
                    .addArgument(response.getStatus())
                    .addArgument(bytes)
                    .addArgument(TimeUnit.NANOSECONDS.toMillis(time))
                    .addArgument(network)
                    .addKeyValue("http.request.method", method)
                    .addKeyValue("http.route", route)
                    .addKeyValue("http.response.status_code", response.getStatus())
                    .addKeyValue("http.response.body.bytes", bytes)
                    .addKeyValue("event.duration", time)
                    .addKeyValue("client.network", network)
                    .log();
        } finally {
            MDC.remove(RequestIdValve.KEY);
            TRACE.forEach(MDC::remove);
        }
    }

    /** The valve of the proxies' headers has restored the address of the connection by now, and kept the client's. */
    private Optional<String> network(Request request) {
        return Optional.ofNullable(request.getHeader(VisitorAddress.HEADER))
                .flatMap(visitorAddress::verify)
                .or(() -> Optional.ofNullable((String) request.getAttribute(AccessLog.REMOTE_ADDR_ATTRIBUTE)))
                .or(() -> Optional.ofNullable(request.getRemoteAddr()))
                .flatMap(NetworkAddress::of)
                .map(NetworkAddress::site);
    }

    @Override
    public void setRequestAttributesEnabled(boolean enabled) {
        // The client's address is read from the request's attributes in any case.
    }

    @Override
    public boolean getRequestAttributesEnabled() {
        return true;
    }
}
