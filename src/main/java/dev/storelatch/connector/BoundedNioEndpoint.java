package dev.storelatch.connector;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts connections even if there are as many as allowed, and closes waiting ones instead. A client that sends its request
 * at once is served, however many clients hold connections without sending one.
 */
final class BoundedNioEndpoint extends NioEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(BoundedNioEndpoint.class);

    /** Closing several at a time makes the search for the oldest affordable. */
    private static final int BATCH_FRACTION = 32;

    /** The time that every client has to send a request. */
    private static final long GRACE = TimeUnit.MILLISECONDS.toNanos(50);

    /** The first two bytes of TLS: a record of type handshake, version 3.x (RFC 8446 §5.1). */
    private static final byte TLS_HANDSHAKE = 22;

    private static final byte TLS_MAJOR_VERSION = 3;

    private static final long RETRY_MILLIS = 5;
    private static final long LOG_INTERVAL = TimeUnit.MINUTES.toNanos(1);

    private TimeLimits limits = new TimeLimits(0, 0, 0);
    private BlockedRequests blocked = new BlockedRequests(1);
    private @Nullable ScheduledFuture<?> sweep;
    private long nextLog = System.nanoTime();
    private final AtomicLong nextTlsLog = new AtomicLong(System.nanoTime());

    BoundedNioEndpoint() {
        // A connection that is closed by another thread than its own must not leave its buffers to the next one.
        getSocketProperties().setBufferPool(0);
    }

    void configure(TimeLimits timeLimits, BlockedRequests blockedRequests) {
        this.limits = timeLimits;
        this.blocked = blockedRequests;
    }

    @Override
    public void setHandler(Handler<NioChannel> handler) {
        super.setHandler(new TrackingHandler(handler));
    }

    @Override
    public void startInternal() throws Exception {
        super.startInternal();
        sweep = getUtilityExecutor().scheduleWithFixedDelay(this::endOverdue, 500, 500, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stopInternal() {
        if (sweep != null) {
            sweep.cancel(false);
        }
        super.stopInternal();
    }

    @Override
    protected boolean setSocketOptions(SocketChannel channel) {
        boolean registered = false;
        try {
            NioChannel buffered = createChannel(new SocketBufferHandler(
                    socketProperties.getAppReadBufSize(),
                    socketProperties.getAppWriteBufSize(),
                    socketProperties.getDirectBuffer()));
            TrackedSocket socket = new TrackedSocket(buffered, this, limits, blocked);
            buffered.reset(channel, socket);
            connections.put(channel, socket);
            registered = true;
            channel.configureBlocking(false);
            socketProperties.setProperties(channel.socket());
            socket.setReadTimeout(getConnectionTimeout());
            socket.setWriteTimeout(getConnectionTimeout());
            socket.setKeepAliveLeft(getMaxKeepAliveRequests());
            getPoller().register(socket);
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.debug("The connection was closed before it could be used", e);
            if (!registered) {
                destroySocket(channel);
            }
            return false;
        }
    }

    /** Is called when something has arrived. The connection may have to wait for a thread then, but is no longer idle. */
    @Override
    public boolean processSocket(SocketWrapperBase<NioChannel> socket, SocketEvent event, boolean dispatch) {
        return ((TrackedSocket) socket).beginServing() && super.processSocket(socket, event, dispatch);
    }

    /** Is called by the acceptor before it accepts a connection. */
    @Override
    protected void countUpOrAwaitConnection() throws InterruptedException {
        while (isRunning() && !isPaused() && getConnectionCount() >= getMaxConnections() && !makeRoom()) {
            TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        }
        super.countUpOrAwaitConnection();
    }

    /**
     * Closes the oldest connections of the larger group: those that were used before, or those from which no complete
     * request has arrived. So neither can displace the other. Returns false if there are none.
     */
    private boolean makeRoom() {
        logOverload();
        long now = System.nanoTime();
        Map<Boolean, List<Candidate>> groups = tracked().stream()
                .filter(TrackedSocket::isWaiting)
                .map(socket -> new Candidate(socket, socket.waitingTime(now)))
                .filter(candidate -> candidate.age() > GRACE)
                .collect(Collectors.partitioningBy(
                        candidate -> candidate.socket().isKeptAlive()));
        List<Candidate> kept = groups.getOrDefault(true, List.of());
        List<Candidate> unused = groups.getOrDefault(false, List.of());
        return (kept.size() > unused.size() ? kept : unused)
                        .stream()
                                .sorted(Comparator.comparingLong(Candidate::age).reversed())
                                .limit(1 + getMaxConnections() / BATCH_FRACTION)
                                .filter(candidate -> candidate.socket().evict())
                                .count()
                > 0;
    }

    /** A connection that may be closed, with its age when the search began, since it is in use meanwhile. */
    private record Candidate(TrackedSocket socket, long age) {}

    private void logOverload() {
        long now = System.nanoTime();
        if (now - nextLog >= 0) {
            nextLog = now + LOG_INTERVAL;
            LOG.warn(
                    "All {} connections are in use; the ones that have waited longest are closed", getMaxConnections());
        }
    }

    /** Logs at most once a minute that a client has sent TLS. Tomcat answers with plain text, which no client shows. */
    void checkForTls(byte first, byte second) {
        long now = System.nanoTime();
        long due = nextTlsLog.get();
        if (first == TLS_HANDSHAKE
                && second == TLS_MAJOR_VERSION
                && now - due >= 0
                && nextTlsLog.compareAndSet(due, now + LOG_INTERVAL)) {
            LOG.warn(
                    "A client sent TLS to port {}, which expects http. Use http://, or an https proxy.",
                    getLocalPort());
        }
    }

    private void endOverdue() {
        long now = System.nanoTime();
        for (TrackedSocket socket : tracked()) {
            if (socket.isHeadOverdue(now)) {
                socket.evict();
            } else if (socket.isResponseOverdue(now)) {
                socket.shed();
            }
        }
    }

    private Collection<TrackedSocket> tracked() {
        return getConnections().stream().map(TrackedSocket.class::cast).toList();
    }
}
