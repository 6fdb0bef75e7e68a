package dev.storelatch.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code storelatch.metrics}.
 *
 * @param requests whether the number, the time and the statements of requests are measured by route
 */
@ConfigurationProperties("storelatch.metrics")
record RequestMetricsSettings(@DefaultValue("true") boolean requests) {}
