package dev.storelatch.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.outbox.NotificationType;
import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.MedusaSample;
import dev.storelatch.support.RecordedStep;
import dev.storelatch.support.Routes;
import dev.storelatch.support.ServerTest;
import dev.storelatch.ui.Assets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * No request causes a 5xx, a malformed response or a hang, tells anything of the server's code, or leaves the database
 * inconsistent. Requests that did are kept in {@code src/test/resources/fuzz}.
 */
@ServerTest
@TestPropertySource(
        properties = {
            "storelatch.pages.account=true",
            "storelatch.console.enabled=true",
            "storelatch.api-docs.enabled=true"
        })
@Tag("fuzz")
@ExtendWith(OutputCaptureExtension.class)
class FuzzTest {

    private static final Logger LOG = LoggerFactory.getLogger(FuzzTest.class);

    /** A build sends the same requests each time, as many as there is time for, so that it fails for a change only. */
    private static final long SEED = Long.getLong("storelatch.fuzz.seed", 1);

    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("storelatch.fuzz.seconds", 45));
    /** Number of requests; 0 for as many as there is time for. */
    private static final long REQUESTS = Long.getLong("storelatch.fuzz.requests", 0);

    private static final int CLIENTS = 3;
    private static final int REQUESTS_PER_ACCOUNT = 150;
    private static final int MOST_FAILURES = 20;
    /** Tells an answer from none. */
    private static final int MAX_WAIT_MILLIS = 60_000;

    private static final int MOST_BYTES = 10_000_000;
    /** The server may close the connection while a longer request is being sent, which can destroy the response. */
    private static final int SHORT = 16_000;

    private static final Path FAILED = Path.of("target", "fuzz");

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        registry.add("storelatch.test.database", MedusaSample::newDatabase);
    }

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JdbcConnectionDetails database;

    @Autowired
    Assets assets;

    @Autowired
    List<NotificationType> notificationTypes;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    private final AtomicLong next = new AtomicLong();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicInteger> statuses = new ConcurrentHashMap<>();
    private KnownAccounts accounts;
    private DatabaseInvariants invariants;

    @BeforeEach
    void createAccounts() {
        accounts = new KnownAccounts(api, admins, jdbc, notificationTypes);
        invariants = new DatabaseInvariants(database);
    }

    @Test
    void generatedRequests(CapturedOutput output) throws Exception {
        Api.Customer uninvolved = accounts.createUninvolved();
        RequestGenerator generator = new RequestGenerator(
                SEED,
                Routes.of(mappings).distinct().sorted().toList(),
                Stream.concat(Routes.ofPages(mappings), files())
                        .distinct()
                        .sorted()
                        .toList(),
                RecordedStep.all());
        long end = System.nanoTime() + TIME.toNanos();

        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> running = new ArrayList<>();
            IntStream.range(0, CLIENTS).forEach(i -> running.add(clients.submit(() -> sendUntil(end, generator))));
            for (Future<?> client : running) {
                client.get();
            }
        } finally {
            clients.shutdown();
        }

        LOG.warn("seed {}, {} requests, responses {}", SEED, next, new TreeMap<>(statuses));
        assertThat(failures).as("seed " + SEED).isEmpty();
        assertSound(uninvolved, output);
        assertThat(statuses.keySet()).as("reached more than refusals").contains("200", "303", "400", "401", "404");
    }

    /** Static files of the pages. Those of Swagger UI are too large to be sent often. */
    private Stream<String> files() {
        return Stream.of(
                        "ui/base.css",
                        "pages/form.js",
                        "console/app.js",
                        "openapi/docs.js",
                        "webjars/lit-html/lit-html.js",
                        "ui/..%2f..%2fapplication.yml",
                        "ui/%00",
                        "pages/",
                        "nothing/x")
                .map(file -> "GET " + assets.url(file));
    }

    private void sendUntil(long end, RequestGenerator generator) {
        while (true) {
            Map<String, String> known = accounts.create();
            for (int i = 0; i < REQUESTS_PER_ACCOUNT; i++) {
                long number = next.get();
                boolean over = REQUESTS > 0 ? number >= REQUESTS : System.nanoTime() - end >= 0;
                if (over || failures.size() >= MOST_FAILURES) {
                    return;
                }
                number = next.getAndIncrement();
                RequestGenerator.Request request = generator.request(number, known);
                try {
                    send(request);
                } catch (IOException | AssertionError e) {
                    failures.add(saved(number, request.bytes(), known) + ": " + e);
                }
            }
        }
    }

    static Stream<Resource> found() throws IOException {
        return Stream.of(new PathMatchingResourcePatternResolver().getResources("classpath:fuzz/*.request"));
    }

    @ParameterizedTest
    @MethodSource("found")
    void foundRequests(Resource file, CapturedOutput output) throws IOException {
        Api.Customer uninvolved = accounts.createUninvolved();
        String request = file.getContentAsString(ISO_8859_1);
        for (Map.Entry<String, String> entry : accounts.create().entrySet()) {
            request = request.replace(entry.getKey(), entry.getValue());
        }

        send(new RequestGenerator.Request(request.getBytes(ISO_8859_1), true));
        assertSound(uninvolved, output);
    }

    private void assertSound(Api.Customer uninvolved, CapturedOutput output) {
        assertThat(api.cookieStatus(uninvolved.cookie())).isEqualTo(200);
        assertThat(api.login(uninvolved).statusCode()).isEqualTo(200);
        List<String> secrets = accounts.secrets();
        invariants.check(secrets);
        String log = output.getAll();
        assertThat(secrets).noneMatch(log::contains);
    }

    /** Ends the request by closing the output, so that no request waits for the rest of its body. */
    private void send(RequestGenerator.Request request) throws IOException {
        byte[] received;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
            socket.setSoTimeout(MAX_WAIT_MILLIS);
            socket.getOutputStream().write(request.bytes());
            socket.shutdownOutput();
            received = socket.getInputStream().readNBytes(MOST_BYTES);
        } catch (SocketException e) {
            if (request.whole() && request.bytes().length < SHORT) {
                throw e;
            }
            count("reset");
            return;
        }
        Responses.check(request.bytes(), received);
        if (received.length == 0 && request.whole()) {
            throw new AssertionError("no response");
        }
        count(received.length == 0 ? "none" : new String(received, 9, 3, ISO_8859_1));
    }

    private void count(String status) {
        statuses.computeIfAbsent(status, any -> new AtomicInteger()).incrementAndGet();
    }

    private static Path saved(long number, byte[] request, Map<String, String> known) {
        String text = new String(request, ISO_8859_1);
        for (Map.Entry<String, String> entry : known.entrySet()) {
            text = text.replace(entry.getValue(), entry.getKey());
        }
        try {
            Files.createDirectories(FAILED);
            return Files.writeString(FAILED.resolve(number + ".request"), text, ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
