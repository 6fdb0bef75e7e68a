package dev.storelatch.web;

import dev.storelatch.ui.PageLanguages;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Chooses the language of a page: that of the parameter {@code lang}, which a cookie keeps, or that of the browser. The API
 * has one language only.
 */
@Component("localeResolver")
class PageLanguageResolver implements LocaleResolver {

    static final String COOKIE = "storelatch.language";

    private static final String ACCOUNT = "/account";
    private static final String CONSOLE = "/console";

    private static final Pattern PARAMETER = Pattern.compile("(?:^|&)lang=([a-z]{2,3})(?:&|$)");
    private static final Duration COOKIE_LIFETIME = Duration.ofDays(365);

    private final PageLanguages languages;

    PageLanguageResolver(ObjectProvider<PageLanguages> languages) {
        this.languages =
                languages.getIfAvailable(() -> new PageLanguages(Collections.singletonList(Locale.ENGLISH), null));
    }

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return requested(request)
                .or(() -> Stream.of(cookies == null ? new Cookie[0] : cookies)
                        .filter(cookie -> cookie.getName().equals(COOKIE))
                        .flatMap(cookie -> languages.find(cookie.getValue()).stream())
                        .findFirst())
                .orElseGet(() -> languages.choose(Collections.list(request.getLocales())));
    }

    @Override
    public void setLocale(HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
        if (response != null && locale != null) {
            response.addHeader(
                    HttpHeaders.SET_COOKIE,
                    ResponseCookie.from(COOKIE, locale.getLanguage())
                            .path(folder(request))
                            .maxAge(COOKIE_LIFETIME)
                            .sameSite("Lax")
                            .secure(request.isSecure())
                            .httpOnly(true)
                            .build()
                            .toString());
        }
    }

    /** Returns the first part of the path, so that requests to the API do not have the cookie. */
    private static String folder(HttpServletRequest request) {
        return request.getRequestURI().regionMatches(true, 0, CONSOLE, 0, CONSOLE.length()) ? CONSOLE : ACCOUNT;
    }

    private Optional<Locale> requested(HttpServletRequest request) {
        String query = request.getQueryString();
        Matcher parameter = PARAMETER.matcher(query == null ? "" : query);
        return parameter.find() ? languages.find(parameter.group(1)) : Optional.empty();
    }

    /** Keeps the language that a visitor has chosen. */
    @Configuration(proxyBeanMethods = false)
    static class Choice implements WebMvcConfigurer {

        private final PageLanguageResolver resolver;

        Choice(PageLanguageResolver resolver) {
            this.resolver = resolver;
        }

        @Override
        public void addInterceptors(InterceptorRegistry registry) {
            registry.addInterceptor(new HandlerInterceptor() {
                        @Override
                        public boolean preHandle(
                                HttpServletRequest request, HttpServletResponse response, Object handler) {
                            resolver.requested(request)
                                    .ifPresent(language -> resolver.setLocale(request, response, language));
                            return true;
                        }
                    })
                    .addPathPatterns(ACCOUNT, ACCOUNT + "/**", CONSOLE + "/**");
        }
    }
}
