package dev.storelatch.connector;

import java.net.BindException;
import java.net.SocketException;
import org.apache.catalina.LifecycleException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.WebServerException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Names the setting of a port that cannot be opened. Spring Boot's own analysis names none, or prints a stack trace. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PortFailureAnalyzer extends AbstractFailureAnalyzer<WebServerException> {

    private final Environment environment;

    PortFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, WebServerException cause) {
        if (cause instanceof PortInUseException inUse) {
            return new FailureAnalysis(
                    "Port %d is in use by another program.".formatted(inUse.getPort()),
                    "Stop that program, or use another port: %s.".formatted(setting(inUse.getPort())),
                    cause);
        }
        Throwable reason = NestedExceptionUtils.getMostSpecificCause(cause);
        if (!(reason instanceof SocketException) && !(reason instanceof LifecycleException)) {
            return null;
        }
        int port = environment.getProperty("server.port", Integer.class, 0);
        return new FailureAnalysis(
                "Port %d cannot be opened: %s.".formatted(port, reason.getMessage()),
                reason instanceof BindException
                        ? "Set server.address to an address of this machine, or remove it."
                        : "Ports below 1024 may need a privilege. Use another port: %s.".formatted(setting(port)),
                cause);
    }

    private String setting(int port) {
        return port == environment.getProperty("management.server.port", Integer.class, -1)
                ? "management.server.port"
                : "PORT";
    }
}
