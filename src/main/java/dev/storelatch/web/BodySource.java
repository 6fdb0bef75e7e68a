package dev.storelatch.web;

import dev.storelatch.core.Failure;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Limits the bytes and the time in which a body arrives. It is placed below the decompression, since compressed data of any
 * length can have no content at all (CWE-409).
 */
final class BodySource extends FilterInputStream {

    private final Clock clock;
    private final Instant deadline;
    private long remaining;

    /**
     * @param maxBytes the number of bytes that can be read
     * @param timeout the time in which they can be read, from now on
     */
    BodySource(InputStream in, long maxBytes, Clock clock, Duration timeout) {
        super(in);
        this.clock = clock;
        this.deadline = clock.instant().plus(timeout);
        this.remaining = maxBytes;
    }

    /** A body with more bytes than are accepted. */
    static final class TooLargeException extends IOException {}

    /**
     * Returns the failure of a body that took too long. Tomcat wraps the exception of a read that timed out.
     *
     * @throws IOException if that is not the cause
     */
    static Failure timedOut(IOException failed) throws IOException {
        if (failed instanceof SocketTimeoutException || failed.getCause() instanceof SocketTimeoutException) {
            return new Failure.RequestTimeout("The request's body took too long to arrive");
        }
        throw failed;
    }

    /**
     * @throws TooLargeException if there are more bytes than are accepted
     * @throws SocketTimeoutException if they arrive too late
     */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        return checked(super.read(buffer, offset, length));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    private int checked(int count) throws IOException {
        remaining -= Math.max(0, count);
        if (remaining < 0) {
            throw new TooLargeException();
        }
        if (clock.instant().isAfter(deadline)) {
            throw new SocketTimeoutException();
        }
        return count;
    }
}
