package dev.storelatch.web;

import dev.storelatch.core.Failure;
import dev.storelatch.request.JsonBody;
import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.util.FastByteArrayOutputStream;

/** Reads and parses the JSON body of a request, within limits of size, time and memory. */
final class JsonBodyReader {

    /** 100 KiB, after decompression. */
    private static final int MAXIMUM_BYTES = 102_400;

    /** The bytes that gzip adds at most to data that it cannot compress, a file name included. */
    private static final int COMPRESSION_OVERHEAD = 1_024;

    private static final Duration TIME_LIMIT = Duration.ofSeconds(10);

    /** The memory of a request apart from its body: buffers, headers and the stack of a thread that waits. */
    private static final long REQUEST_MEMORY = 32 * 1024;

    /** A byte of UTF-8 occupies up to two bytes in a string. */
    private static final long TEXT_MEMORY_PER_BYTE = 2;

    /** The received bytes, in a buffer that grows by doubling, and the texts of the parsed tree. */
    private static final long MEMORY_PER_BYTE = 2 + TEXT_MEMORY_PER_BYTE;

    /** Ordinary bodies are smaller, and parsed in less time than it takes to wait. */
    private static final int LARGE_BYTES = 4 * 1024;

    private final JsonParsing json = new JsonParsing();

    /** Leaves a core to other requests. On virtual threads, which have no time slices, they would wait for all bodies. */
    private final Semaphore largeBodies =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() - 1), true);

    private final Clock clock;

    JsonBodyReader(Clock clock) {
        this.clock = clock;
    }

    /**
     * Reads the body. Its memory is reserved before it is used: first what a body of the declared length occupies at most, so
     * that a request is refused before it is read, then what this one occupies with its tree, and once the tree has been read
     * only what its texts do.
     *
     * @throws Failure if the body is malformed or exceeds a limit, or if there is too little memory
     */
    JsonBody read(HttpServletRequest request, ByteBudget.Reservation memory) throws IOException {
        requireUtf8(request.getContentType());
        long declared = Math.max(0, request.getContentLengthLong());
        if (declared > MAXIMUM_BYTES + COMPRESSION_OVERHEAD) {
            throw tooLarge();
        }
        memory.resizeTo(REQUEST_MEMORY + declared * MEMORY_PER_BYTE + JsonParsing.maxTreeMemory(declared));
        FastByteArrayOutputStream bytes = bytes(request, memory);
        if (bytes.size() < LARGE_BYTES) {
            return parse(bytes, memory);
        }
        largeBodies.acquireUninterruptibly();
        try {
            return parse(bytes, memory);
        } finally {
            largeBodies.release();
        }
    }

    private JsonBody parse(FastByteArrayOutputStream bytes, ByteBudget.Reservation memory) {
        int size = bytes.size();
        return json.parse(
                bytes.toString(StandardCharsets.UTF_8),
                tree -> memory.resizeTo(REQUEST_MEMORY + size * MEMORY_PER_BYTE + tree),
                () -> memory.resizeTo(REQUEST_MEMORY + size * TEXT_MEMORY_PER_BYTE));
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

    private FastByteArrayOutputStream bytes(HttpServletRequest request, ByteBudget.Reservation memory)
            throws IOException {
        FastByteArrayOutputStream bytes = new FastByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try (InputStream in = decompressed(request)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                bytes.write(buffer, 0, count);
                if (bytes.size() > MAXIMUM_BYTES) {
                    throw tooLarge();
                }
                memory.growTo(REQUEST_MEMORY + bytes.size() * MEMORY_PER_BYTE);
            }
            return bytes;
        } catch (ZipException | EOFException malformed) {
            throw new Failure.InvalidData("The request's body is not what its Content-Encoding says");
        } catch (BodySource.TooLargeException exceeded) {
            throw tooLarge();
        } catch (IOException failed) {
            throw BodySource.timedOut(failed);
        }
    }

    private InputStream decompressed(HttpServletRequest request) throws IOException {
        InputStream source =
                new BodySource(request.getInputStream(), MAXIMUM_BYTES + COMPRESSION_OVERHEAD, clock, TIME_LIMIT);
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        return switch (encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT)) {
            case "identity" -> source;
            case "gzip" -> new MemberLimitedGzip(source);
            case "deflate" -> new InflaterInputStream(source);
            default -> throw new Failure.UnsupportedMediaType("The request's Content-Encoding is not supported");
        };
    }

    private static Failure tooLarge() {
        return new Failure.ContentTooLarge("The request's body is larger than " + MAXIMUM_BYTES + " bytes");
    }
}
