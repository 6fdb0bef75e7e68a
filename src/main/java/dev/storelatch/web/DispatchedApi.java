package dev.storelatch.web;

import dev.storelatch.request.JsonBody;
import dev.storelatch.request.LocalApi;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.DispatcherServlet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Passes a request to the API's routes within this server. The checks of the filters are those of the page's own chain. */
@Component
class DispatchedApi implements LocalApi {

    private final ObjectProvider<DispatcherServlet> routes;
    private final JsonMapper json;

    DispatchedApi(ObjectProvider<DispatcherServlet> routes, JsonMapper json) {
        this.routes = routes;
        this.json = json;
    }

    @Override
    public Answer send(String method, String path, Map<String, ?> body) {
        ServletRequestAttributes page = (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
        HttpServletRequest request = new DispatchedRequest(
                page.getRequest(),
                method,
                path,
                Map.of(JsonBodyFilter.ATTRIBUTE, new JsonBody(json.valueToTree(body))));
        HttpServletResponse pageResponse = Objects.requireNonNull(page.getResponse());
        CapturedResponse response = new CapturedResponse(pageResponse);
        try {
            routes.getObject().service(request, response);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (ServletException failed) {
            throw new IllegalStateException(failed);
        }
        response.getHeaders(HttpHeaders.SET_COOKIE)
                .forEach(cookie -> pageResponse.addHeader(HttpHeaders.SET_COOKIE, cookie));
        String retryAfter = response.getHeader(HttpHeaders.RETRY_AFTER);
        if (retryAfter != null) {
            pageResponse.setHeader(HttpHeaders.RETRY_AFTER, retryAfter);
        }
        JsonNode failure = failure(response);
        return new Answer(response.getStatus(), failure.path("message").stringValue(""), retryAfter, nextStep(failure));
    }

    private JsonNode failure(CapturedResponse response) {
        String text = response.body().toString(StandardCharsets.UTF_8);
        return response.getStatus() < HttpServletResponse.SC_BAD_REQUEST || !text.startsWith("{")
                ? json.missingNode()
                : json.readTree(text);
    }

    private static @Nullable NextStep nextStep(JsonNode failure) {
        return failure.path("type").stringValue("").equals("second_factor_required")
                ? new NextStep(
                        failure.path("challenge").stringValue(""),
                        failure.path("methods")
                                .valueStream()
                                .map(JsonNode::stringValue)
                                .toList())
                : null;
    }
}
