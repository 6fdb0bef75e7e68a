package dev.storelatch.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Requests the running server. It follows no redirects, and waits and reads within limits. */
final class ProbeClient {

    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private static final int MAX_BODY_BYTES = 64 * 1024;

    private final HttpClient client;
    private final WebOrigin server;
    private final Duration timeout;

    /** @param timeout time for each request, its response included */
    ProbeClient(HttpClient client, WebOrigin server, Duration timeout) {
        this.client = client;
        this.server = server;
        this.timeout = timeout;
    }

    /**
     * Sends a request.
     *
     * @param json the body; null for none
     * @throws IOException if there is no complete response in time
     */
    Answer send(String method, String path, Map<String, String> headers, @Nullable String json) throws IOException {
        BodyPublisher body = json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + path))
                .timeout(timeout)
                .header("User-Agent", "storelatch-doctor")
                .method(method, body);
        headers.forEach(request::header);
        if (json != null) {
            request.header("Content-Type", "application/json");
        }
        CompletableFuture<Answer> answer = client.sendAsync(request.build(), BodyHandlers.ofInputStream())
                .thenApplyAsync(response -> read(method + " " + path, response));
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            answer.cancel(true);
            throw new IOException("no complete response within %d seconds".formatted(timeout.toSeconds()), slow);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException cause ? cause : new IOException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    private static Answer read(String request, HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            String beginning = new String(body.readNBytes(MAX_BODY_BYTES), StandardCharsets.UTF_8);
            return new Answer(request, response.statusCode(), response.headers(), beginning);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
