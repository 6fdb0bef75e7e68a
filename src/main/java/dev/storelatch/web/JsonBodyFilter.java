package dev.storelatch.web;

import dev.storelatch.core.Failure;
import dev.storelatch.request.JsonBody;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * Reads JSON bodies, for every method and before authentication, as the contract does. Bodies of other types are not read
 * and appear empty to the routes. A body counts against the {@link ByteBudget} until the response is complete.
 */
final class JsonBodyFilter extends HttpFilter {

    static final String ATTRIBUTE = JsonBody.class.getName();

    private final JsonBodyReader reader;
    private final FailureWriter failures;
    private final ByteBudget budget;

    JsonBodyFilter(JsonBodyReader reader, FailureWriter failures, ByteBudget budget) {
        this.reader = reader;
        this.failures = failures;
        this.budget = budget;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!isJson(request)) {
            request.setAttribute(ATTRIBUTE, JsonBody.empty());
            chain.doFilter(request, response);
            return;
        }
        try (ByteBudget.Reservation memory = budget.open()) {
            try {
                request.setAttribute(ATTRIBUTE, reader.read(request, memory));
            } catch (Failure failure) {
                // After a failed read Tomcat ignores this response and makes an error dispatch, which repeats it.
                request.setAttribute(FailureController.FAILURE, failure);
                if (failure.kind() == Failure.Kind.SERVICE_UNAVAILABLE) {
                    // Under overload a client must not send the next body at once.
                    response.setHeader(HttpHeaders.CONNECTION, "close");
                }
                failures.write(request, response, failure);
                return;
            }
            chain.doFilter(request, response);
        }
    }

    private static boolean isJson(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null
                && type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(MediaType.APPLICATION_JSON_VALUE);
    }
}
