package dev.storelatch.overload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Many connections that send the beginning of a request and then a little from time to time, on one thread. A connection
 * that the server closes is replaced a few seconds later. They come from many loopback addresses, each of which has its own ports.
 */
final class HostileClients implements AutoCloseable {

    private static final int ADDRESSES = 100;
    private static final int OPENED_AT_ONCE = 200;
    private static final long TICK_MILLIS = 20;
    private static final long REPLACED_AFTER = TimeUnit.SECONDS.toNanos(3);

    private final InetSocketAddress server;
    private final int count;
    private final byte[] beginning;
    private final byte[] more;
    private final long interval;
    private final Queue<Long> vacancies = new ArrayDeque<>();
    private final AtomicLong opened = new AtomicLong();
    private final Thread thread = new Thread(this::run, "hostile clients");
    private volatile boolean closed;
    private volatile @Nullable Exception failure;

    /**
     * @param beginning is sent at once
     * @param more is sent in each interval; nothing if it is empty
     */
    HostileClients(int port, int count, byte[] beginning, byte[] more, long intervalMillis) {
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.count = count;
        this.beginning = beginning;
        this.more = more;
        this.interval = TimeUnit.MILLISECONDS.toNanos(intervalMillis);
        thread.setDaemon(true);
        thread.start();
    }

    private static final class Client {

        private ByteBuffer toSend;
        private long nextAt;

        private Client(ByteBuffer toSend) {
            this.toSend = toSend;
        }
    }

    /** Returns the number of connections that were opened so far. */
    long opened() {
        return opened.get();
    }

    /** Throws if the clients could not go on, such as for lack of file descriptors. */
    void check() {
        if (failure != null) {
            throw new AssertionError("the hostile clients failed", failure);
        }
    }

    private void run() {
        try (Selector selector = Selector.open()) {
            vacancies.addAll(Collections.nCopies(count, System.nanoTime()));
            while (!closed) {
                for (int i = 0; i < OPENED_AT_ONCE && isDue(vacancies.peek()); i++) {
                    vacancies.remove();
                    open(selector);
                }
                selector.select(TICK_MILLIS);
                for (SelectionKey key : selector.selectedKeys()) {
                    handle(key);
                }
                selector.selectedKeys().clear();
                sendMore(selector);
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        } catch (IOException | RuntimeException e) {
            failure = e;
        }
    }

    private static boolean isDue(@Nullable Long time) {
        return time != null && System.nanoTime() - time >= 0;
    }

    private void open(Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open();
        long number = opened.getAndIncrement();
        InetAddress source = InetAddress.getByAddress(new byte[] {127, 0, 1, (byte) (1 + number % ADDRESSES)});
        channel.bind(new InetSocketAddress(source, 0));
        channel.configureBlocking(false);
        channel.connect(server);
        channel.register(selector, SelectionKey.OP_CONNECT, new Client(ByteBuffer.wrap(beginning)));
    }

    private void handle(SelectionKey key) {
        SocketChannel channel = (SocketChannel) key.channel();
        Client client = (Client) key.attachment();
        try {
            if (key.isConnectable()) {
                channel.finishConnect();
                client.nextAt = System.nanoTime() + interval;
                key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            }
            if (key.isWritable()) {
                channel.write(client.toSend);
                if (!client.toSend.hasRemaining()) {
                    key.interestOps(SelectionKey.OP_READ);
                }
            }
            if (key.isReadable() && channel.read(ByteBuffer.allocate(4096)) < 0) {
                end(channel);
            }
        } catch (IOException refused) {
            end(channel);
        }
    }

    private void sendMore(Selector selector) {
        long now = System.nanoTime();
        for (SelectionKey key : selector.keys()) {
            Client client = (Client) key.attachment();
            if (more.length > 0
                    && key.isValid()
                    && key.interestOps() == SelectionKey.OP_READ
                    && now - client.nextAt > 0) {
                client.nextAt = now + interval;
                client.toSend = ByteBuffer.wrap(more);
                key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            }
        }
    }

    private void end(SocketChannel channel) {
        try {
            channel.close();
            vacancies.add(System.nanoTime() + REPLACED_AFTER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
