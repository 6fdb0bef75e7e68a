package dev.storelatch.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.storelatch.core.SecurityEvent;
import dev.storelatch.core.SignInCause;
import dev.storelatch.support.ApiDescription;
import dev.storelatch.support.ApiDescription.Operation;
import dev.storelatch.support.ApiDescription.Part;
import dev.storelatch.support.ApiDescriptionFilter;
import dev.storelatch.support.ApiExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The API description is complete and consistent, and what differs from it is found. */
class ApiDescriptionTest {

    private final ApiDescription description = ApiDescription.shared();

    @Test
    void everyExampleIsAsItsSchemaSays() {
        List<Part> contents = description.operations().stream()
                .flatMap(operation -> Stream.concat(
                        operation.part().get("requestBody").get("content").entries(),
                        operation
                                .part()
                                .get("responses")
                                .entries()
                                .flatMap(response ->
                                        response.getValue().get("content").entries())))
                .map(Map.Entry::getValue)
                .toList();

        assertThat(contents)
                .hasSizeGreaterThan(300)
                .allSatisfy(content -> content.get("examples")
                        .entries()
                        .forEach(example -> assertThat(content.get("schema")
                                        .mistakes(
                                                example.getValue().get("value").json()))
                                .as("%s, %s", content, example.getKey())
                                .isEmpty()));
    }

    @Test
    void everyJsonHasAnExample() {
        assertThat(description.operations()).allSatisfy(operation -> {
            assertHasExample(operation.part().get("requestBody"));
            operation.part().get("responses").entries().forEach(response -> assertHasExample(response.getValue()));
        });
    }

    private static void assertHasExample(Part body) {
        Part json = body.get("content").get("application/json");
        if (json.exists() && !json.get("schema").get("properties").json().isEmpty()) {
            assertThat(json.get("examples").json().size()).as(json.toString()).isPositive();
        }
    }

    @Test
    void everyOperationHasAnIdOfItsOwnATagAndItsCredentials() {
        assertThat(description.operations())
                .extracting(operation -> operation.part().text("operationId"))
                .doesNotContain("")
                .doesNotHaveDuplicates();
        List<String> tags = description
                .root()
                .get("tags")
                .elements()
                .map(tag -> tag.text("name"))
                .toList();
        assertThat(description.operations()).allSatisfy(operation -> {
            assertThat(operation.part().text("summary")).isNotBlank();
            assertThat(operation.part().get("security").exists()).isTrue();
            assertThat(operation.part().get("tags").elements())
                    .extracting(tag -> tag.json().asString(""))
                    .hasSize(1)
                    .isSubsetOf(tags);
        });
    }

    @Test
    void everyVariableOfAPathIsDescribed() {
        assertThat(description.operations())
                .allSatisfy(operation -> assertThat(operation.parameters("path").stream()
                                .map(parameter -> "{" + parameter.text("name") + "}"))
                        .containsExactlyInAnyOrderElementsOf(variables(operation)));
    }

    private static List<String> variables(Operation operation) {
        return Arrays.stream(operation.path().getPatternString().split("/", -1))
                .filter(segment -> segment.startsWith("{"))
                .toList();
    }

    @Test
    void theVersionIsThatOfTheProject() throws IOException {
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("<artifactId>storelatch</artifactId>\n  <version>%s-SNAPSHOT</version>"
                        .formatted(description.root().get("info").text("version")));
    }

    @Test
    void everyTypeOfEventAndEveryCauseIsListed() {
        Part schemas = description.root().get("components").get("schemas");

        assertThat(values(schemas.get("SecurityEventType")))
                .containsExactlyElementsOf(Arrays.stream(SecurityEvent.Type.values())
                        .map(SecurityEvent.Type::id)
                        .toList());
        assertThat(values(schemas.get("SignInCause").get("properties").get("code")))
                .containsExactlyElementsOf(Arrays.stream(SignInCause.Code.values())
                        .map(SignInCause.Code::id)
                        .toList());
    }

    private static List<String> values(Part schema) {
        return schema.get("enum")
                .elements()
                .map(value -> value.json().asString(""))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST | /store/auth/token | 200 | application/json | {"access_token":"a.b.c"} | {"email":"a@b.de","password":"x"}
            POST | /STORE/auth/token/ | 200 | application/json;charset=utf-8 | {"access_token":"a.b.c"} | {"email":"a@b.de","password":"x"}
            GET | /store/auth/a@b.de | 200 | application/json | {"exists":true} |
            GET | /store/auth/a@b.de?ignored=1 | 200 | application/json | {"exists":true} |
            HEAD | /store/auth/a@b.de | 200 | application/json | |
            GET | /health | 200 | text/html;charset=utf-8 | OK |
            GET | /store/nope | 404 | application/json | {"type":"not_found","message":"Cannot GET /store/nope"} |
            GET | /account | 200 | text/html | <!doctype html> |
            """)
    void whatIsDescribedIsAccepted(
            String method,
            String target,
            int status,
            @Nullable String type,
            String response,
            @Nullable String request) {
        ApiExchange exchange = exchange(method, target, status, type, response, request);

        assertThatCode(() -> new ApiDescriptionFilter().check(exchange)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST | /store/auth/token | 200 | application/json | {"access_token":"a.b.c","more":1} | {"email":"a@b.de","password":"x"}
            POST | /store/auth/token | 200 | application/json | {} | {"email":"a@b.de","password":"x"}
            POST | /store/auth/token | 200 | application/json | {"access_token":"a.b.c"} | {"email":"a@b.de","password":"x","more":1}
            POST | /store/auth/token | 200 | application/json | {"access_token":"a.b.c"} |
            POST | /store/auth/token | 200 | text/html | {"access_token":"a.b.c"} | {"email":"a@b.de","password":"x"}
            POST | /store/auth/token | 200 | application/json | no JSON | {"email":"a@b.de","password":"x"}
            POST | /store/auth/token | 201 | application/json | {"access_token":"a.b.c"} | {"email":"a@b.de","password":"x"}
            POST | /store/auth/token | 500 | application/json | {"type":"unknown_error","message":"x"} | {}
            POST | /store/auth/token | 429 | application/json | {"type":"too_many_requests","message":"x"} | {}
            POST | /store/auth/token | 401 | text/plain | Unauthorized | {}
            POST | /store/auth/token | 400 | application/json | {"type":"not_found","message":"x"} | {}
            POST | /store/customers/password-token | 204 | | OK | {"email":"a@b.de"}
            GET | /store/customers/me/payment-methods | 200 | application/json | {"payment_methods":[]} |
            GET | /store/nope | 200 | text/html | OK |
            GET | /store/nope | 404 | application/json | {"type":"not_found"} |
            """)
    void whatIsNotDescribedIsFound(
            String method,
            String target,
            int status,
            @Nullable String type,
            String response,
            @Nullable String request) {
        ApiExchange exchange = exchange(method, target, status, type, response, request);

        assertThatThrownBy(() -> new ApiDescriptionFilter().check(exchange))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("differs from openapi.yaml");
    }

    @ParameterizedTest
    @CsvSource({
        "limit=1&offset=2, true",
        "created_at[gte]=2026-01-01, true",
        "groups[]=a&groups[]=b, true",
        "limit=many, false",
        "created_at[after]=2026-01-01, false",
        "created_at=2026-01-01, false",
        "unknown=1, false"
    })
    void aQueryIsComparedWithItsParameters(String query, boolean described) {
        ApiExchange exchange = exchange(
                "GET",
                "/admin/customers?" + query,
                200,
                "application/json",
                "{\"customers\":[],\"count\":0,\"offset\":0,\"limit\":50}",
                null);
        exchange.requestHeaders().put("x-medusa-access-token", "token");

        if (described) {
            assertThatCode(() -> new ApiDescriptionFilter().check(exchange)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> new ApiDescriptionFilter().check(exchange)).isInstanceOf(AssertionError.class);
        }
    }

    private static ApiExchange exchange(
            String method,
            String target,
            int status,
            @Nullable String type,
            String response,
            @Nullable String request) {
        Map<String, String> requestHeaders = ApiExchange.headers();
        Map<String, String> responseHeaders = ApiExchange.headers();
        if (request != null) {
            requestHeaders.put("Content-Type", "application/json");
        }
        if (type != null) {
            responseHeaders.put("Content-Type", type);
        }
        byte[] body = response == null ? new byte[0] : response.getBytes(UTF_8);
        return new ApiExchange(
                method, target, requestHeaders, request == null ? "" : request, status, responseHeaders, body);
    }
}
