package dev.storelatch.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.ApiDescription;
import dev.storelatch.support.ApiDescription.Operation;
import dev.storelatch.support.ApiExchange;
import dev.storelatch.support.ApiRequestCheck;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The requests in {@code postman/} and {@code http/} are as the API description says: method, path, query and body. */
class DescribedCollectionsTest {

    @Test
    void theRequestsOfThePostmanCollectionAreAsDescribed() {
        assertDescribed(
                CollectedRequest.postman().filter(request -> !request.path().equals("/nope")));
    }

    @Test
    void theRequestsOfTheHttpFilesAreAsDescribed() {
        assertDescribed(CollectedRequest.httpFiles());
    }

    private static void assertDescribed(Stream<CollectedRequest> requests) {
        List<CollectedRequest> all = requests.toList();
        assertThat(all).hasSizeGreaterThan(60);
        assertThat(all).filteredOn(request -> !request.body().isEmpty()).hasSizeGreaterThan(20);
        assertThat(all).allSatisfy(request -> {
            Optional<Operation> operation = ApiDescription.shared().find(request.method(), request.path());
            assertThat(operation).as(request.toString()).isPresent();
            ApiExchange exchange = new ApiExchange(
                    request.method(),
                    request.path() + "?" + request.query(),
                    Map.of("Content-Type", "application/json"),
                    request.body(),
                    200,
                    Map.of(),
                    new byte[0]);
            List<String> mistakes = new ApiRequestCheck(operation.get(), exchange).mistakesOfContent();
            if (!request.invalid()) {
                assertThat(mistakes).as("%s %s", request, request.body()).isEmpty();
            }
        });
    }
}
