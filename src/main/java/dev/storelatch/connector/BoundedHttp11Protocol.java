package dev.storelatch.connector;

import org.apache.coyote.http11.Http11NioProtocol;

/** HTTP/1.1 on a {@link BoundedNioEndpoint}. Tomcat creates it by the name of the class. */
public final class BoundedHttp11Protocol extends Http11NioProtocol {

    private final BoundedNioEndpoint endpoint;

    public BoundedHttp11Protocol() {
        this(new BoundedNioEndpoint());
    }

    private BoundedHttp11Protocol(BoundedNioEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    void configure(int maxConnections, TimeLimits limits, BlockedRequests blocked) {
        setMaxConnections(maxConnections);
        endpoint.configure(limits, blocked);
    }
}
