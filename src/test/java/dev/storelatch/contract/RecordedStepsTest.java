package dev.storelatch.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.outbox.NotificationType;
import dev.storelatch.support.Api;
import dev.storelatch.support.MailedLinks;
import dev.storelatch.support.MedusaSample;
import dev.storelatch.support.RawHttp;
import dev.storelatch.support.RecordedStep;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/**
 * Replays the requests that a Medusa 1.20.11 was recorded with, in the recorded order, on a copy of its database.
 * {@link Script} supplies the credentials, {@link Decisions} the deliberate differences. Every other step must be
 * answered as recorded, key order included.
 */
@ServerTest
@TestPropertySource(
        properties = {
            "storelatch.session.cookie.secure=false",
            "storelatch.session.cookie.same-site=lax",
            "storelatch.throttle.enabled=false"
        })
class RecordedStepsTest {

    @Autowired
    private Api api;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TestClock clock;

    @Autowired
    private List<NotificationType> notificationTypes;

    @DynamicPropertySource
    static void medusaDatabase(DynamicPropertyRegistry registry) {
        registry.add("storelatch.test.database", MedusaSample::newDatabase);
    }

    @TestFactory
    Stream<DynamicTest> responseIsAsRecorded() {
        RawHttp http = new RawHttp(api.port());
        Replay replay =
                new Replay(http, new Callers(http, clock), jdbc, new MailedLinks(jdbc, notificationTypes), clock);
        return Stream.concat(
                RecordedStep.all().stream().map(step -> DynamicTest.dynamicTest(step.name(), () -> replay.play(step))),
                Stream.of(DynamicTest.dynamicTest(
                        "378 steps were replayed",
                        () -> assertThat(replay.played()).isEqualTo(378))));
    }

    @Test
    void tablesNameOnlyRecordedSteps() {
        Set<String> recorded =
                RecordedStep.all().stream().map(RecordedStep::name).collect(Collectors.toSet());

        assertThat(recorded).containsAll(Script.names()).containsAll(Decisions.names());
    }

    @Test
    void everyDifferenceHasItsRowInTheDocumentation() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("docs/compatibility.md"));

        assertThat(Decisions.rows())
                .allSatisfy(row -> assertThat(lines)
                        .filteredOn(line -> line.startsWith("| " + row))
                        .hasSize(1));
    }
}
