package dev.storelatch.web;

import dev.storelatch.core.AccountRegistry;
import dev.storelatch.request.JsonBody;
import dev.storelatch.request.VisitorAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.core.Ordered;
import org.springframework.http.MediaType;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.filter.UrlHandlerFilter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.PathMatchConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.util.pattern.PathPatternParser;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Configures Spring MVC for the contract: paths, bodies and dates. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

    private final AccountRegistry accounts;
    private final VisitorAddress visitorAddress;
    private final Clock clock;

    WebConfiguration(AccountRegistry accounts, VisitorAddress visitorAddress, Clock clock) {
        this.accounts = accounts;
        this.visitorAddress = visitorAddress;
        this.clock = clock;
    }

    /** Sets the path parser, which the security rules use too, so that both agree on every spelling of a path. */
    @Override
    public void configurePathMatch(PathMatchConfigurer paths) {
        PathPatternParser parser = new PathPatternParser();
        parser.setCaseSensitive(false);
        paths.setPatternParser(parser);
    }

    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer content) {
        content.ignoreAcceptHeader(true).defaultContentType(MediaType.parseMediaType(FailureWriter.JSON));
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new JsonBodyResolver());
        resolvers.add(new FormBodyResolver());
        resolvers.add(new RequestCredentialsResolver());
        resolvers.add(new ClientInfoResolver(visitorAddress, clock));
        resolvers.add(new QueryStringResolver());
        resolvers.add(new TargetAccountResolver(accounts));
    }

    /** Refuses paths with parameters, after the measurement of the request and before anything parses its path. */
    @Bean
    static FilterRegistrationBean<PathParameterFilter> pathParameters(FailureWriter failures) {
        var filter = new FilterRegistrationBean<>(new PathParameterFilter(failures));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return filter;
    }

    /** Ignores trailing slashes, before the security chains match the path. */
    @Bean
    FilterRegistrationBean<UrlHandlerFilter> trailingSlash() {
        var filter = new FilterRegistrationBean<>(
                UrlHandlerFilter.trailingSlashHandler("/**").wrapRequest().build());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
        return filter;
    }

    /** Writes instants as JavaScript does: in UTC with three decimals. */
    @Bean
    JacksonModule instants() {
        return new SimpleModule().addSerializer(new InstantSerializer());
    }

    private static final class JsonBodyResolver implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == JsonBody.class;
        }

        @Override
        public @Nullable Object resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binders) {
            Object body = request.getAttribute(JsonBodyFilter.ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
            request.removeAttribute(JsonBodyFilter.ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
            return body;
        }
    }

    private static final class InstantSerializer extends StdSerializer<Instant> {

        private static final DateTimeFormatter ISO_MILLIS =
                new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

        InstantSerializer() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator out, SerializationContext context) {
            out.writeString(ISO_MILLIS.format(value));
        }
    }
}
