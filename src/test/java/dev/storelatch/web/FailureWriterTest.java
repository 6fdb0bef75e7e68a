package dev.storelatch.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.core.Failure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

class FailureWriterTest {

    private final FailureWriter writer = new FailureWriter(JsonMapper.shared());

    static Stream<Arguments> failures() {
        Duration minute = Duration.ofMinutes(1);
        return Stream.of(
                Arguments.of(new Failure.InvalidData("m"), 400, "{\"type\":\"invalid_data\",\"message\":\"m\"}"),
                Arguments.of(new Failure.Unauthorized("secret detail"), 401, "Unauthorized"),
                Arguments.of(new Failure.InvalidToken("m"), 401, "{\"type\":\"unauthorized\",\"message\":\"m\"}"),
                Arguments.of(new Failure.NotAllowed("m"), 403, "{\"type\":\"not_allowed\",\"message\":\"m\"}"),
                Arguments.of(
                        Failure.SecondFactorRequired.of("m", "c", List.of("totp", "recovery_code")),
                        403,
                        "{\"type\":\"second_factor_required\",\"message\":\"m\",\"challenge\":\"c\","
                                + "\"methods\":[\"totp\",\"recovery_code\"]}"),
                Arguments.of(
                        Failure.SecondFactorRequired.setup("m", "c", List.of("totp")),
                        403,
                        "{\"type\":\"second_factor_setup_required\",\"message\":\"m\",\"challenge\":\"c\","
                                + "\"methods\":[\"totp\"]}"),
                Arguments.of(new Failure.NotFound("m"), 404, "{\"type\":\"not_found\",\"message\":\"m\"}"),
                Arguments.of(new Failure.RequestTimeout("m"), 408, "{\"type\":\"invalid_data\",\"message\":\"m\"}"),
                Arguments.of(new Failure.ContentTooLarge("m"), 413, "{\"type\":\"invalid_data\",\"message\":\"m\"}"),
                Arguments.of(
                        new Failure.UnsupportedMediaType("m"), 415, "{\"type\":\"invalid_data\",\"message\":\"m\"}"),
                Arguments.of(
                        new Failure.Duplicate("m"),
                        422,
                        "{\"code\":\"invalid_request_error\",\"type\":\"duplicate_error\",\"message\":\"m\"}"),
                Arguments.of(
                        new Failure.TooManyRequests("m", minute),
                        429,
                        "{\"type\":\"too_many_requests\",\"message\":\"m\"}"),
                Arguments.of(
                        new Failure.ServiceUnavailable("secret detail", minute),
                        503,
                        "{\"type\":\"service_unavailable\",\"message\":\"The service is unavailable. Try again later.\"}"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void everyFailureHasItsStatusAndBody(Failure failure, int status, String body) throws IOException {
        MockHttpServletResponse response = write(failure);

        assertThat(response.getStatus()).isEqualTo(status);
        assertThat(response.getContentAsString()).isEqualTo(body);
        assertThat(response.getContentLength()).isEqualTo(body.length());
        assertThat(response.getContentType())
                .isEqualToIgnoringWhitespace(
                        body.startsWith("{") ? "application/json;charset=utf-8" : "text/plain;charset=utf-8");
        assertThat(response.getHeader("WWW-Authenticate")).isEqualTo(status == 401 ? "Bearer" : null);
    }

    @Test
    void everyKindIsAmongThem() {
        assertThat(failures().map(failure -> ((Failure) failure.get()[0]).kind()))
                .containsExactlyInAnyOrder(Failure.Kind.values());
    }

    @Test
    void theTimeToWaitIsInSecondsAndNeverZero() throws IOException {
        assertThat(retryAfter(new Failure.TooManyRequests("m", Duration.ofMinutes(2))))
                .isEqualTo("120");
        assertThat(retryAfter(new Failure.TooManyRequests("m", Duration.ofMillis(5))))
                .isEqualTo("1");
        assertThat(retryAfter(new Failure.ServiceUnavailable("d", Duration.ofSeconds(5))))
                .isEqualTo("5");
        assertThat(retryAfter(new Failure.NotFound("m"))).isNull();
    }

    private @Nullable String retryAfter(Failure failure) throws IOException {
        return write(failure).getHeader("Retry-After");
    }

    private MockHttpServletResponse write(Failure failure) throws IOException {
        MockHttpServletResponse response = new MockHttpServletResponse();
        writer.write(new MockHttpServletRequest("GET", "/x"), response, failure);
        return response;
    }
}
