package dev.storelatch.web;

import dev.storelatch.pool.StatementCounter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Adds the measurement of requests before all other filters, unless the setting turns it off. */
@Configuration(proxyBeanMethods = false)
class RequestMetricsConfiguration {

    @Bean
    FilterRegistrationBean<RequestMetricsFilter> requestMetrics(
            RequestMetricsSettings settings, MeterRegistry registry, StatementCounter statements) {
        var filter = new FilterRegistrationBean<>(new RequestMetricsFilter(registry, statements));
        filter.setEnabled(settings.requests());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }
}
