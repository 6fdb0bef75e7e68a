package dev.storelatch.support;

import dev.storelatch.support.ApiDescription.Operation;
import dev.storelatch.support.ApiDescription.Part;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.http.Header;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compares every request to the API, and its response, with the description, and fails the test if they differ. Requests are
 * compared if they succeed, since tests send mistakes on purpose. Pages are not part of the API.
 */
public final class ApiDescriptionFilter implements Filter {

    private static final Pattern API = Pattern.compile("/+(store|admin|verify|health|\\.well-known)(/.*)?");

    /** Responses to requests that no operation answers, and to malformed ones. */
    private static final Map<Integer, String> WITHOUT_OPERATION = Map.of(
            400, "BadRequest",
            401, "Unauthorized",
            403, "Forbidden",
            404, "NotFound",
            408, "RequestTimeout",
            413, "ContentTooLarge",
            415, "UnsupportedMediaType",
            503, "ServiceUnavailable");

    private final ApiDescription description = ApiDescription.shared();
    private final boolean requests;

    public ApiDescriptionFilter() {
        this(true);
    }

    private ApiDescriptionFilter(boolean requests) {
        this.requests = requests;
    }

    /** Returns a filter for requests that are not as described and succeed all the same. It compares responses only. */
    public static ApiDescriptionFilter ofResponses() {
        return new ApiDescriptionFilter(false);
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification expected, FilterContext context) {
        Response response = context.next(request, expected);
        check(exchange(request, response));
        return response;
    }

    /** Fails unless the request, if it succeeded, and the response are as described. */
    public void check(ApiExchange exchange) {
        if (!API.matcher(exchange.path().toLowerCase(Locale.ROOT)).matches()
                || exchange.method().equals("OPTIONS")) {
            return;
        }
        Optional<Operation> operation = description.find(exchange.method(), exchange.path());
        List<String> mistakes = new ArrayList<>();
        if (requests && operation.isPresent() && exchange.succeeded()) {
            mistakes.addAll(new ApiRequestCheck(operation.get(), exchange).mistakes());
        }
        Part response = operation
                .map(it -> it.part().get("responses").get(String.valueOf(exchange.status())))
                .orElseGet(() -> description
                        .root()
                        .get("components")
                        .get("responses")
                        .get(WITHOUT_OPERATION.getOrDefault(exchange.status(), "none")));
        mistakes.addAll(
                response.exists()
                        ? new ApiResponseCheck(response, exchange).mistakes()
                        : List.of("the status %d is not described".formatted(exchange.status())));
        if (!mistakes.isEmpty()) {
            throw new AssertionError("%s differs from openapi.yaml: %s".formatted(exchange, mistakes));
        }
    }

    private static ApiExchange exchange(FilterableRequestSpecification request, Response response) {
        URI uri = URI.create(request.getURI());
        Map<String, String> requestHeaders = ApiExchange.headers();
        for (Header header : request.getHeaders()) {
            requestHeaders.putIfAbsent(header.getName(), header.getValue());
        }
        Map<String, String> responseHeaders = ApiExchange.headers();
        for (Header header : response.getHeaders()) {
            responseHeaders.putIfAbsent(header.getName(), header.getValue());
        }
        return new ApiExchange(
                request.getMethod(),
                uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()),
                requestHeaders,
                text(request.getBody()),
                response.statusCode(),
                responseHeaders,
                response.asByteArray());
    }

    private static String text(@Nullable Object body) {
        return body instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : Objects.toString(body, "");
    }
}
