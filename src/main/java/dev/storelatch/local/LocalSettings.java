package dev.storelatch.local;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the local run.
 *
 * @param enabled whether a server for which no database is set may start an embedded one
 * @param directory the directory of its database and secrets, relative to the working directory
 */
@ConfigurationProperties("storelatch.local")
record LocalSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue(".storelatch") Path directory) {}
