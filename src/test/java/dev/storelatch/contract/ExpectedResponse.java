package dev.storelatch.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.RawHttp;
import dev.storelatch.support.RecordedForm;
import dev.storelatch.support.RecordedStep;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/** Compares a response with the expected one: status, body and every header that the contract or a decision names. */
final class ExpectedResponse {

    private static final String ATTRIBUTES =
            "; Path=/; Expires=\\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT; HttpOnly; SameSite=Lax";
    private static final String CONNECT_SID = "connect\\.sid=s%3A[\\w-]{32}\\.[\\w%]{43,}" + ATTRIBUTES;
    private static final String DEVICE = "storelatch\\.device=[\\w-]{43}" + ATTRIBUTES;

    private final RecordedForm form;

    ExpectedResponse(RecordedForm form) {
        this.form = form;
    }

    /**
     * Asserts that the response is the expected one.
     *
     * @param recorded the step as recorded
     * @param expected the step with the deliberate differences applied
     */
    void assertMatches(RawHttp.Response response, RecordedStep recorded, RecordedStep expected) {
        assertThat(response.status()).as(response.toString()).isEqualTo(expected.status());
        assertBody(response, recorded, expected);
        assertThat(contentType(response)).isEqualTo(expectedContentType(expected));
        assertThat(response.header("WWW-Authenticate"))
                .isEqualTo(expected.status() == 401 ? Optional.of("Bearer") : Optional.empty());
        assertThat(response.header("Cache-Control")).contains("private, no-store");
        assertThat(response.header("Allow")).isEqualTo(header(recorded, "Allow"));
        assertThat(response.header("X-Powered-By")).isEmpty();
        assertThat(response.header("ETag")).isEmpty();
        if (!Decisions.REFUSED_BY_TOMCAT.contains(recorded.name())) {
            assertCors(response, recorded);
        }
        assertCookie(response, recorded);
    }

    private void assertBody(RawHttp.Response response, RecordedStep recorded, RecordedStep expected) {
        if (recorded.method().equals("HEAD")) {
            assertThat(response.body()).isEmpty();
        } else if (expected.json().isMissingNode()) {
            assertThat(response.body()).as(response.toString()).isEqualTo(expected.text());
        } else {
            form.assertSame("", JsonMapper.shared().readTree(response.body()), expected.json());
        }
    }

    private static void assertCors(RawHttp.Response response, RecordedStep recorded) {
        boolean api = recorded.path().startsWith("/store") || recorded.path().startsWith("/admin");
        boolean preflight = api && recorded.method().equals("OPTIONS");
        Optional<String> allowed = recorded.isErrorPage() && api
                ? Optional.ofNullable(recorded.headers().get("Origin"))
                : header(recorded, "Access-Control-Allow-Origin");
        assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo(allowed);
        assertThat(response.header("Access-Control-Allow-Credentials"))
                .isEqualTo(api ? Optional.of("true") : Optional.empty());
        assertThat(response.header("Access-Control-Allow-Methods"))
                .isEqualTo(header(recorded, "Access-Control-Allow-Methods"));
        assertThat(response.header("Access-Control-Allow-Headers"))
                .isEqualTo(header(recorded, "Access-Control-Allow-Headers"));
        assertThat(response.header("Access-Control-Max-Age"))
                .isEqualTo(preflight ? Optional.of("600") : Optional.empty());
        assertThat(response.header("Access-Control-Expose-Headers")).isEqualTo(allowed.map(origin -> "Retry-After"));
        if (preflight) {
            assertThat(response.header("Vary")).isEqualTo(header(recorded, "Vary"));
        } else if (api) {
            assertThat(response.header("Vary")).contains("Origin, Cookie, Authorization");
        }
    }

    /** Only a log-in or a registration sets cookies. */
    private static void assertCookie(RawHttp.Response response, RecordedStep recorded) {
        String path = recorded.path().replaceFirst("\\?.*", "");
        boolean login = response.status() == 200
                && recorded.method().equals("POST")
                && Set.of("/store/auth", "/store/customers", "/admin/auth").contains(path);
        if (login) {
            assertThat(response.headers("Set-Cookie"))
                    .satisfiesExactly(
                            session -> assertThat(session).matches(CONNECT_SID),
                            device -> assertThat(device).matches(DEVICE));
        } else {
            assertThat(response.headers("Set-Cookie")).isEmpty();
        }
    }

    private static Optional<String> contentType(RawHttp.Response response) {
        return response.header("Content-Type")
                .map(type -> type.replaceAll(";\\s*", "; ").replace("UTF-8", "utf-8"));
    }

    private static Optional<String> expectedContentType(RecordedStep expected) {
        if (!expected.json().isMissingNode()) {
            return Optional.of("application/json; charset=utf-8");
        }
        if (expected.status() == 204) {
            return Optional.empty();
        }
        return expected.status() == 401 ? Optional.of("text/plain; charset=utf-8") : header(expected, "Content-Type");
    }

    private static Optional<String> header(RecordedStep step, String name) {
        return Optional.ofNullable(step.responseHeaders().get(name));
    }
}
