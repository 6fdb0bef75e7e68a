package dev.storelatch.console;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The operator console.
 *
 * @param enabled whether the console is served under {@code /console}
 */
@ConfigurationProperties("storelatch.console")
record ConsoleSettings(@DefaultValue("false") boolean enabled) {}
