package dev.storelatch.federation;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.AbstractClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;

/** A request to a provider, whose answer is read within limits of time and size, whatever the provider sends. */
final class ProviderConnection extends AbstractClientHttpRequest {

    /** More than any provider's metadata, keys or tokens need. */
    private static final int MAX_BYTES = 512 * 1024;

    private final CloseableHttpClient http;
    private final HttpMethod method;
    private final URI uri;
    private final Timeout timeLimit;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    ProviderConnection(CloseableHttpClient http, HttpMethod method, URI uri, Timeout timeLimit) {
        this.http = http;
        this.method = method;
        this.uri = uri;
        this.timeLimit = timeLimit;
    }

    @Override
    public HttpMethod getMethod() {
        return method;
    }

    @Override
    public URI getURI() {
        return uri;
    }

    @Override
    protected OutputStream getBodyInternal(HttpHeaders headers) {
        return body;
    }

    @Override
    protected ClientHttpResponse executeInternal(HttpHeaders headers) throws IOException {
        HttpUriRequestBase request = new HttpUriRequestBase(method.name(), uri);
        headers.forEach((name, values) -> {
            if (!name.equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH)) {
                values.forEach(value -> request.addHeader(name, value));
            }
        });
        if (body.size() > 0) {
            request.setEntity(new ByteArrayEntity(body.toByteArray(), null));
        }
        // The client's own timeouts apply to single reads, so a provider could respond slowly without end.
        CompletableFuture<Void> limit = CompletableFuture.runAsync(
                request::cancel, CompletableFuture.delayedExecutor(timeLimit.toMilliseconds(), TimeUnit.MILLISECONDS));
        try {
            return http.execute(request, ProviderConnection::answer);
        } catch (AnswerTooLargeException tooLarge) {
            request.cancel();
            throw tooLarge;
        } finally {
            limit.cancel(false);
        }
    }

    private static Answer answer(ClassicHttpResponse response) throws IOException {
        HttpHeaders headers = new HttpHeaders();
        for (Header header : response.getHeaders()) {
            headers.add(header.getName(), header.getValue());
        }
        headers.remove(HttpHeaders.CONTENT_LENGTH);
        HttpEntity entity = response.getEntity();
        byte[] content = new byte[0];
        if (entity != null) {
            InputStream in = entity.getContent();
            content = in.readNBytes(MAX_BYTES + 1);
            if (content.length > MAX_BYTES) {
                throw new AnswerTooLargeException();
            }
        }
        return new Answer(HttpStatusCode.valueOf(response.getCode()), headers, content);
    }

    /** An answer with more bytes than are accepted. */
    private static final class AnswerTooLargeException extends IOException {}

    /** An answer that was read. */
    private static final class Answer implements ClientHttpResponse {

        private final HttpStatusCode status;
        private final HttpHeaders headers;
        private final byte[] content;

        Answer(HttpStatusCode status, HttpHeaders headers, byte[] content) {
            this.status = status;
            this.headers = headers;
            this.content = content;
        }

        @Override
        public HttpStatusCode getStatusCode() {
            return status;
        }

        @Override
        public String getStatusText() {
            return "";
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public InputStream getBody() {
            return new ByteArrayInputStream(content);
        }

        @Override
        public void close() {
            // Nothing is open any more.
        }
    }
}
