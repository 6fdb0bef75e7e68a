package dev.storelatch.web;

import dev.storelatch.figures.RequestDurations;
import dev.storelatch.pool.StatementCounter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Adds the measurement of requests before all other filters. */
@Configuration(proxyBeanMethods = false)
class RequestMetricsConfiguration {

    @Bean
    FilterRegistrationBean<RequestMetricsFilter> requestMetrics(
            RequestMetricsSettings settings,
            RequestDurations durations,
            MeterRegistry registry,
            StatementCounter statements) {
        var filter = new FilterRegistrationBean<>(
                new RequestMetricsFilter(durations, settings.requests(), registry, statements));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }
}
