package dev.storelatch.console;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The operator console.
 *
 * @param enabled whether the console is served under {@code /console}
 * @param url the address of this server as users see it, for {@code storelatch.links.invite} and
 *     {@code storelatch.links.admin-password-reset}
 */
@ConfigurationProperties("storelatch.console")
record ConsoleSettings(
        @DefaultValue("false") boolean enabled, @Nullable String url) {}
