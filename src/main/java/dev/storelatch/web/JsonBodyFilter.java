package dev.storelatch.web;

import dev.storelatch.core.Failure;
import dev.storelatch.request.JsonBody;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * Reads JSON bodies, for every method and before authentication, as the contract does. Bodies of other types are not read
 * and appear empty to the routes.
 */
final class JsonBodyFilter extends HttpFilter {

    static final String ATTRIBUTE = JsonBody.class.getName();

    /** 100 KiB, after decompression. */
    private static final int MAXIMUM_BYTES = 102_400;

    private static final Duration TIME_LIMIT = Duration.ofSeconds(10);

    private final JsonParsing json = new JsonParsing();
    private final Clock clock;
    private final FailureWriter failures;

    JsonBodyFilter(Clock clock, FailureWriter failures) {
        this.clock = clock;
        this.failures = failures;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            request.setAttribute(ATTRIBUTE, isJson(request) ? read(request) : JsonBody.empty());
        } catch (Failure failure) {
            // After a failed read Tomcat ignores this response and makes an error dispatch, which repeats it.
            request.setAttribute(FailureController.FAILURE, failure);
            failures.write(request, response, failure);
            return;
        }
        chain.doFilter(request, response);
    }

    private static boolean isJson(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null
                && type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(MediaType.APPLICATION_JSON_VALUE);
    }

    private JsonBody read(HttpServletRequest request) throws IOException {
        requireUtf8(request.getContentType());
        return json.parse(new ByteArrayInputStream(bytes(request)));
    }

    private static void requireUtf8(String contentType) {
        try {
            Charset charset = MediaType.parseMediaType(contentType).getCharset();
            if (charset == null || charset.equals(StandardCharsets.UTF_8)) {
                return;
            }
        } catch (IllegalArgumentException unknown) {
            // Refused below, like every charset but UTF-8.
        }
        throw new Failure.UnsupportedMediaType("The request's body must be JSON in UTF-8");
    }

    private byte[] bytes(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > MAXIMUM_BYTES) {
            throw tooLarge();
        }
        Instant deadline = clock.instant().plus(TIME_LIMIT);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try (InputStream in = decompressed(request)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                bytes.write(buffer, 0, count);
                if (bytes.size() > MAXIMUM_BYTES) {
                    throw tooLarge();
                }
                if (clock.instant().isAfter(deadline)) {
                    throw new SocketTimeoutException();
                }
            }
            return bytes.toByteArray();
        } catch (ZipException | EOFException malformed) {
            throw new Failure.InvalidData("The request's body is not what its Content-Encoding says");
        } catch (IOException failed) {
            // Tomcat wraps the exception of a read that timed out.
            if (failed instanceof SocketTimeoutException || failed.getCause() instanceof SocketTimeoutException) {
                throw new Failure.RequestTimeout("The request's body took too long to arrive");
            }
            throw failed;
        }
    }

    private static InputStream decompressed(HttpServletRequest request) throws IOException {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        return switch (encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT)) {
            case "identity" -> request.getInputStream();
            case "gzip" -> new GZIPInputStream(request.getInputStream());
            case "deflate" -> new InflaterInputStream(request.getInputStream());
            default -> throw new Failure.UnsupportedMediaType("The request's Content-Encoding is not supported");
        };
    }

    private static Failure tooLarge() {
        return new Failure.ContentTooLarge("The request's body is larger than " + MAXIMUM_BYTES + " bytes");
    }
}
