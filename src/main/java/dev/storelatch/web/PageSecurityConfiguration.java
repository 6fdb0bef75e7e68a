package dev.storelatch.web;

import dev.storelatch.ui.Assets;
import dev.storelatch.ui.PageRoutes;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Access rules of the pages for browsers, which are open to everybody: one filter chain for the routes of all
 * {@link PageRoutes}. Every other request falls through to the chain that denies all.
 */
@Configuration(proxyBeanMethods = false)
class PageSecurityConfiguration {

    @Bean
    @Order(6)
    SecurityFilterChain pages(
            HttpSecurity http,
            SecurityFilters filters,
            PathPatternRequestMatcher.Builder path,
            ObjectProvider<PageRoutes> pages,
            Assets assets)
            throws Exception {
        List<PageRoutes> all = pages.orderedStream().toList();
        List<RequestMatcher> routes = Stream.<RequestMatcher>concat(
                        all.stream()
                                .flatMap(page -> page.routes().stream())
                                .map(route -> path.matcher(route.method(), route.pattern())),
                        assets.locations().keySet().stream()
                                .flatMap(pattern -> Stream.of(
                                        path.matcher(HttpMethod.GET, pattern), path.matcher(HttpMethod.HEAD, pattern))))
                .toList();
        http.securityMatcher(request -> routes.stream().anyMatch(route -> route.matches(request)))
                .authorizeHttpRequests(route -> route.anyRequest().permitAll());
        filters.addPages(
                http,
                HeaderPolicy.pages(all.stream()
                        .flatMap(page -> page.imageOrigins().stream())
                        .distinct()
                        .toList()));
        return http.build();
    }
}
