package dev.storelatch.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.ApiDescription;
import dev.storelatch.support.ApiDescription.Part;
import dev.storelatch.support.RecordedForm;
import dev.storelatch.support.RecordedStep;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * Examples of the API description that name a recorded step by {@code x-recorded} are what was recorded, with ids, times and
 * tokens instead of placeholders, and with the deliberate differences.
 */
class RecordedExamplesTest {

    private static final String RECORDED = "x-recorded";

    private final RecordedForm form = new RecordedForm(name -> null);
    private final List<RecordedStep> steps =
            RecordedStep.all().stream().map(Decisions::apply).toList();
    private final Map<String, RecordedStep> byName =
            steps.stream().collect(Collectors.toMap(RecordedStep::name, Function.identity(), (first, again) -> first));

    @Test
    void responsesAreAsRecorded() {
        List<Part> examples = ApiDescription.shared().operations().stream()
                .flatMap(operation -> operation.part().get("responses").entries())
                .flatMap(response -> recorded(response.getValue()))
                .toList();

        assertThat(examples)
                .hasSizeGreaterThan(50)
                .allSatisfy(example -> form.assertSame(
                        example.toString(),
                        example.get("value").json(),
                        step(example).json()));
    }

    @Test
    void requestsAreAsRecorded() {
        List<Part> examples = ApiDescription.shared().operations().stream()
                .flatMap(operation -> recorded(operation.part().get("requestBody")))
                .toList();

        assertThat(examples)
                .hasSizeGreaterThan(10)
                .allSatisfy(example -> form.assertSame(
                        example.toString(),
                        example.get("value").json(),
                        JsonMapper.shared().readTree(step(example).body())));
    }

    @Test
    void everyOperationWithARecordedResponseShowsOne() {
        Set<String> operations = steps.stream()
                .filter(step -> step.status() < 300 && step.json().isObject())
                .flatMap(
                        step -> ApiDescription.shared()
                                .find(
                                        step.method(),
                                        step.path().replaceFirst("\\?.*", "").replaceAll("[<> #]", ""))
                                .stream())
                .filter(operation -> operation
                        .part()
                        .get("responses")
                        .entries()
                        .flatMap(response -> recorded(response.getValue()))
                        .findAny()
                        .isEmpty())
                .map(Objects::toString)
                .collect(Collectors.toSet());

        assertThat(operations).isEmpty();
    }

    private static Stream<Part> recorded(Part body) {
        return body.get("content")
                .get("application/json")
                .get("examples")
                .entries()
                .map(Map.Entry::getValue)
                .filter(example -> example.get(RECORDED).exists());
    }

    private RecordedStep step(Part example) {
        String name = example.text(RECORDED);
        return Objects.requireNonNull(byName.get(name), () -> "no recorded step " + name);
    }
}
