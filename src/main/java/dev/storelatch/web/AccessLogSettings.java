package dev.storelatch.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the access log.
 *
 * @param enabled true to log each request to the logger {@code storelatch.access}, with the pattern of its route instead of
 *     its path
 */
@ConfigurationProperties("storelatch.access-log")
record AccessLogSettings(@DefaultValue("false") boolean enabled) {}
