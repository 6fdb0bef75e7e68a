package dev.storelatch.connector;

import org.apache.tomcat.util.net.AbstractEndpoint.Handler;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;

/** Tells each {@link TrackedSocket} when a thread serves it, so that it is not closed meanwhile. */
final class TrackingHandler implements Handler<NioChannel> {

    private final Handler<NioChannel> delegate;

    TrackingHandler(Handler<NioChannel> delegate) {
        this.delegate = delegate;
    }

    @Override
    public SocketState process(SocketWrapperBase<NioChannel> socket, SocketEvent event) {
        TrackedSocket tracked = (TrackedSocket) socket;
        if (!tracked.beginServing()) {
            return SocketState.CLOSED;
        }
        SocketState state = SocketState.CLOSED;
        try {
            state = delegate.process(socket, event);
            return state;
        } finally {
            if (state != SocketState.CLOSED) {
                tracked.endServing(state);
            }
        }
    }

    @Override
    public Object getGlobal() {
        return delegate.getGlobal();
    }

    @Override
    public void release(SocketWrapperBase<NioChannel> socket) {
        delegate.release(socket);
    }

    @Override
    public void pause() {
        delegate.pause();
    }

    @Override
    public void recycle() {
        delegate.recycle();
    }
}
