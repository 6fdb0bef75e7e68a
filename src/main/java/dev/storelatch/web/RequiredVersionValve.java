package dev.storelatch.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Refuses request lines without a version of HTTP (RFC 9112 §3). Tomcat takes them for HTTP/0.9, whose responses have no
 * head, and which a client of HTTP/1.1 therefore misreads.
 */
final class RequiredVersionValve extends ValveBase {

    /** With the head, which Tomcat does not write in HTTP/0.9. */
    private static final String HEAD = """
            HTTP/1.1 400 Bad Request\r
            Content-Type: %s\r
            Content-Length: %d\r
            Cache-Control: private, no-store\r
            Connection: close\r
            \r
            """.formatted(FailureWriter.JSON, TomcatCustomizer.REFUSED.length());

    RequiredVersionValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        // Null if Tomcat could not parse the version, which its error report answers.
        String protocol = request.getProtocol();
        if (protocol == null || !protocol.isEmpty()) {
            getNext().invoke(request, response);
        } else {
            // Tomcat suspends the response of a path that it refuses.
            response.setSuspended(false);
            String body = request.getMethod().equals("HEAD") ? "" : TomcatCustomizer.REFUSED;
            response.getOutputStream().write((HEAD + body).getBytes(US_ASCII));
            response.finishResponse();
        }
    }
}
