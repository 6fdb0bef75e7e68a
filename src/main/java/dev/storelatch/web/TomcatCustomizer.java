package dev.storelatch.web;

import dev.storelatch.request.VisitorAddress;
import dev.storelatch.tracing.Tracing;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Configuration;

/** Adapts Tomcat to the contract where it acts before our code is called. */
@Configuration(proxyBeanMethods = false)
class TomcatCustomizer implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    /** Body of a response to a request that Tomcat itself refuses. */
    static final String REFUSED = "{\"type\":\"invalid_data\",\"message\":\"The request could not be read\"}";

    private final AccessLogSettings accessLog;
    private final RoutePatterns routes;
    private final VisitorAddress visitorAddress;
    private final ObjectProvider<Tracing> tracing;

    /** @param tracing is missing unless requests are traced */
    TomcatCustomizer(
            AccessLogSettings accessLog,
            RoutePatterns routes,
            VisitorAddress visitorAddress,
            ObjectProvider<Tracing> tracing) {
        this.tracing = tracing;
        this.accessLog = accessLog;
        this.routes = routes;
        this.visitorAddress = visitorAddress;
    }

    @Override
    public void customize(TomcatServletWebServerFactory tomcat) {
        // An e-mail address in a path may contain a slash.
        tomcat.addConnectorCustomizers(
                connector -> connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue()));
        tomcat.addEngineValves(new RequestIdValve(), new RequiredVersionValve(), new PeerAddressValve());
        tracing.ifAvailable(available -> tomcat.addEngineValves(new TraceValve(available, routes)));
        if (accessLog.enabled()) {
            tomcat.addEngineValves(new AccessLogValve(routes, visitorAddress));
        }
        tomcat.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(JsonErrorReportValve.class.getName());
            }
        });
    }

    /** Reports errors of Tomcat itself, such as a header that is too large, as JSON without a stack trace or a version. */
    public static final class JsonErrorReportValve extends ErrorReportValve {

        /** Tomcat's answers to CONNECT, to an unknown Transfer-Encoding, and to an unknown version of HTTP. */
        private static final Set<Integer> CLIENT_ERRORS =
                Set.of(HttpServletResponse.SC_NOT_IMPLEMENTED, HttpServletResponse.SC_HTTP_VERSION_NOT_SUPPORTED);

        private static final String FAILED =
                "{\"code\":\"unknown_error\",\"type\":\"unknown_error\",\"message\":\"An unknown error occurred.\"}";

        @Override
        protected void report(Request request, Response response, @Nullable Throwable throwable) {
            int status = response.getStatus();
            if (CLIENT_ERRORS.contains(status)) {
                status = HttpServletResponse.SC_BAD_REQUEST;
                response.setStatus(status);
            }
            if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
                return;
            }
            try {
                response.setContentType(FailureWriter.JSON);
                response.setHeader("Cache-Control", "private, no-store");
                byte[] body = (status < 500 ? REFUSED : FAILED).getBytes(StandardCharsets.UTF_8);
                response.setContentLength(body.length);
                response.getOutputStream().write(body);
                response.finishResponse();
            } catch (IOException | IllegalStateException closed) {
                container.getLogger().debug("The client closed the connection before the response was sent", closed);
            }
        }
    }
}
