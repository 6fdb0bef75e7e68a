package dev.storelatch.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Gives each request an id: that of the header {@code X-Request-Id} of a trusted proxy, or a new one. Every line that is
 * logged while the request is handled has it, and so has the response. It is a valve, since a filter would not see the
 * requests that Tomcat refuses.
 */
final class RequestIdValve extends ValveBase {

    static final String HEADER = "X-Request-Id";

    /** Name in the diagnostic context of the log: that of the Elastic Common Schema. */
    static final String KEY = "http.request.id";

    /** No {@code @}, so that it is no e-mail address, and too short for a token that is signed. */
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9._~+/=-]{1,64}");

    private static final HexFormat HEX = HexFormat.of();

    RequestIdValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        String id = id(request);
        request.setAttribute(KEY, id);
        response.setHeader(HEADER, id);
        MDC.put(KEY, id);
        try {
            getNext().invoke(request, response);
        } finally {
            MDC.remove(KEY);
        }
    }

    /** Returns the id of a request; null if Tomcat has refused it before it got one. */
    static @Nullable String find(Request request) {
        return (String) request.getAttribute(KEY);
    }

    private static String id(Request request) {
        String sent = ProxyMatcher.isFromTrustedProxy(request) ? request.getHeader(HEADER) : null;
        return sent != null && VALID.matcher(sent).matches() ? sent : random();
    }

    /** Ids need not be secret, and this generator takes no lock and no system call. */
    private static String random() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong());
    }
}
