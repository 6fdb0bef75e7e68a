package dev.storelatch.connector;

import org.apache.catalina.connector.Connector;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.thread.Threading;
import org.springframework.boot.tomcat.autoconfigure.TomcatServerProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/** Makes Tomcat use our {@link BoundedHttp11Protocol}, with the limits of the settings. */
@Configuration(proxyBeanMethods = false)
class ConnectorConfiguration implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {

    private final ConnectionSettings settings;
    private final TomcatServerProperties tomcatSettings;
    private final @Nullable Integer threads;

    ConnectorConfiguration(ConnectionSettings settings, TomcatServerProperties tomcat, Environment environment) {
        this.settings = settings;
        this.tomcatSettings = tomcat;
        this.threads = Threading.VIRTUAL.isActive(environment)
                ? null
                : tomcat.getThreads().getMax();
    }

    /** Runs after Spring Boot's own, which sets the number of connections, too. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void customize(TomcatServletWebServerFactory tomcat) {
        tomcat.setProtocol(BoundedHttp11Protocol.class.getName());
        tomcat.addConnectorCustomizers(this::limit);
    }

    private void limit(Connector connector) {
        if (connector.getProtocolHandler() instanceof BoundedHttp11Protocol protocol) {
            TimeLimits limits = new TimeLimits(
                    settings.headTimeout().toNanos(),
                    settings.bodyTimeout().toNanos(),
                    settings.responseTimeout().toNanos());
            if (tomcatSettings.getMaxKeepAliveRequests() < 0) {
                // Tomcat asks the socket only if there is a limit.
                protocol.setMaxKeepAliveRequests(Integer.MAX_VALUE);
            }
            protocol.configure(
                    settings.maxConnections(), limits, new BlockedRequests(settings.maxBlockedRequests(threads)));
        }
    }
}
