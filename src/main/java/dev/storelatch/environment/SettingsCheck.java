package dev.storelatch.environment;

import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/** Warns of settings that have no effect, and of secrets that protect less than they seem to, before the server starts. */
public final class SettingsCheck implements ApplicationListener<ApplicationPreparedEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(SettingsCheck.class);

    @Override
    public void onApplicationEvent(ApplicationPreparedEvent event) {
        warnings(event.getApplicationContext().getEnvironment()).forEach(LOG::warn);
    }

    /** Returns a sentence for each; it contains names of settings, but no values. */
    public static List<String> warnings(ConfigurableEnvironment environment) {
        return Stream.concat(
                        KnownSettings.read().unknownIn(environment).stream(),
                        haveCommonSecret(environment)
                                ? Stream.of(
                                        "JWT_SECRET and COOKIE_SECRET have the same secret, so whoever learns one can"
                                                + " forge both tokens and cookies. Make another with `openssl rand -base64 48`.")
                                : Stream.empty())
                .toList();
    }

    private static boolean haveCommonSecret(Environment environment) {
        List<String> cookies = secrets(environment, "storelatch.session.secrets");
        return secrets(environment, "storelatch.token.secrets").stream().anyMatch(cookies::contains);
    }

    private static List<String> secrets(Environment environment, String name) {
        try {
            return Binder.get(environment)
                    .bind(name, Bindable.listOf(String.class))
                    .orElse(List.of());
        } catch (BindException malformed) {
            // The server does not start with it, and says so.
            return List.of();
        }
    }
}
