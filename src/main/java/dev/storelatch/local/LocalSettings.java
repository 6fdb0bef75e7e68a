package dev.storelatch.local;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the local run.
 *
 * @param enabled whether a server without a database may bring its own
 * @param directory where its database and secrets lie, relative to the working directory
 */
@ConfigurationProperties("storelatch.local")
record LocalSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue(".storelatch") Path directory) {}
