package dev.storelatch.connector;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;

/**
 * A connection that knows what it waits for, and for how long. Tomcat limits the time of each read and write only, so that
 * a client that sends a byte now and then could occupy a connection, or a thread, for any time.
 */
final class TrackedSocket extends NioSocketWrapper implements BlockedRequests.Request {

    /** Requests that a client sent without waiting for the responses are served by one thread, which others need, too. */
    private static final int MAX_PIPELINED = 20;

    private enum Phase {
        /** The connection is idle, or the head of a request is incomplete. */
        WAITING,
        /** A thread serves the connection, or will as soon as one is free. */
        SERVING,
        EVICTED
    }

    private final BoundedNioEndpoint endpoint;
    private final TimeLimits limits;
    private final BlockedRequests blocked;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);

    /** Times are of {@link System#nanoTime}; 0 means none. */
    private volatile long waitingSince = System.nanoTime();

    private volatile long headSince;
    private volatile long responseDeadline;
    private volatile boolean answered;
    private volatile boolean ended;
    private long bodyDeadline;
    private int pipelined;

    TrackedSocket(NioChannel channel, BoundedNioEndpoint endpoint, TimeLimits limits, BlockedRequests blocked) {
        super(channel, endpoint);
        this.endpoint = endpoint;
        this.limits = limits;
        this.blocked = blocked;
    }

    /** Keeps the connection from being evicted until {@link #endServing}. Returns false if it has been already. */
    boolean beginServing() {
        return phase.compareAndSet(Phase.WAITING, Phase.SERVING) || phase.get() == Phase.SERVING;
    }

    void endServing(SocketState state) {
        long now = System.nanoTime();
        pipelined = 0;
        if (state == SocketState.OPEN) {
            headSince = 0;
            waitingSince = now;
        } else if (headSince == 0) {
            headSince = now;
            waitingSince = now;
        }
        phase.set(Phase.WAITING);
    }

    boolean isWaiting() {
        return phase.get() == Phase.WAITING;
    }

    /** Returns true if the connection was used before and no part of another request has arrived. */
    boolean isKeptAlive() {
        return answered && headSince == 0;
    }

    /** Returns the nanoseconds since the connection began to wait. */
    long waitingTime(long now) {
        return now - waitingSince;
    }

    boolean isHeadOverdue(long now) {
        return headSince != 0 && now - headSince > limits.head();
    }

    boolean isResponseOverdue(long now) {
        long deadline = responseDeadline;
        return deadline != 0 && now - deadline > 0;
    }

    /** Closes the connection if no thread serves it. */
    boolean evict() {
        if (!phase.compareAndSet(Phase.WAITING, Phase.EVICTED)) {
            return false;
        }
        close();
        return true;
    }

    /**
     * Ends the wait of the thread that serves the connection. It may still send a response if it was waiting for the body.
     * Closing the connection instead could affect a request of another one that reuses its parts.
     */
    @Override
    public void shed() {
        ended = true;
        SocketChannel channel = getSocket().getIOChannel();
        if (channel == null) {
            return;
        }
        try {
            channel.shutdownInput();
            if (responseDeadline != 0) {
                channel.shutdownOutput();
            }
        } catch (IOException closed) {
            // There is nothing to end any more.
        }
    }

    /** Is called for each request; 0 closes the connection after it. */
    @Override
    public int decrementKeepAlive() {
        pipelined++;
        int left = super.decrementKeepAlive();
        return pipelined < MAX_PIPELINED ? left : 0;
    }

    /** Tomcat reads the head of a request without blocking, and its body blocking. */
    @Override
    public int read(boolean block, ByteBuffer to) throws IOException {
        if (!block) {
            bodyDeadline = 0;
            int start = to.position();
            int count = super.read(false, to);
            if (count > 1 && !answered) {
                endpoint.checkForTls(to.get(start), to.get(start + 1));
            }
            return count;
        }
        int count = super.read(false, to);
        return count == 0 ? awaitRead(to) : count;
    }

    private int awaitRead(ByteBuffer to) throws IOException {
        long timeout = getReadTimeout();
        setReadTimeout(remainingBodyMillis());
        updateLastRead();
        blocked.add(this);
        try {
            return super.read(true, to);
        } catch (EOFException e) {
            if (ended) {
                throw new SocketTimeoutException();
            }
            throw e;
        } finally {
            blocked.remove(this);
            setReadTimeout(timeout);
        }
    }

    private long remainingBodyMillis() throws SocketTimeoutException {
        long now = System.nanoTime();
        if (bodyDeadline == 0) {
            bodyDeadline = now + limits.body();
        }
        long remaining = TimeUnit.NANOSECONDS.toMillis(bodyDeadline - now);
        if (remaining <= 0) {
            throw new SocketTimeoutException();
        }
        return remaining;
    }

    @Override
    protected void doWrite(boolean block, ByteBuffer buffer) throws IOException {
        answered = true;
        headSince = 0;
        super.doWrite(false, buffer);
        if (block && buffer.hasRemaining()) {
            awaitWrite(buffer);
        }
    }

    private void awaitWrite(ByteBuffer buffer) throws IOException {
        long timeout = getWriteTimeout();
        setWriteTimeout(TimeUnit.NANOSECONDS.toMillis(limits.response()));
        updateLastWrite();
        responseDeadline = System.nanoTime() + limits.response();
        blocked.add(this);
        try {
            super.doWrite(true, buffer);
        } finally {
            blocked.remove(this);
            responseDeadline = 0;
            setWriteTimeout(timeout);
        }
    }
}
