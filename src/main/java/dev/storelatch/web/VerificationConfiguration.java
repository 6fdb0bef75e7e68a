package dev.storelatch.web;

import dev.storelatch.core.Realm;
import dev.storelatch.request.AllowedOrigins;
import dev.storelatch.request.ProxyCheck;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Access rules of the check for proxies: one filter chain for each realm. Requests of others than trusted proxies fall
 * through to the chain that denies all, so their responses are those for an unknown path.
 */
@Configuration(proxyBeanMethods = false)
class VerificationConfiguration {

    /** The whole query, since a proxy may add a client's parameters to it. */
    private static final String OPTIONAL = "optional=true";

    private final SecurityFilters filters;
    private final PathPatternRequestMatcher.Builder path;
    private final RequestMatcher proxies;

    VerificationConfiguration(SecurityFilters filters, PathPatternRequestMatcher.Builder path, ProxyCheck proxies) {
        this.filters = filters;
        this.path = path;
        this.proxies = new ProxyMatcher(proxies);
    }

    @Bean
    @Order(4)
    SecurityFilterChain verifyStore(HttpSecurity http, CorsSettings cors) throws Exception {
        return chain(http, Realm.STORE, cors.storeOrigins());
    }

    @Bean
    @Order(5)
    SecurityFilterChain verifyAdmin(HttpSecurity http, CorsSettings cors) throws Exception {
        return chain(http, Realm.ADMIN, cors.adminOrigins());
    }

    private SecurityFilterChain chain(HttpSecurity http, Realm realm, AllowedOrigins origins) throws Exception {
        http.securityMatcher(new AndRequestMatcher(path.matcher("/verify/" + realm.id()), proxies))
                .authorizeHttpRequests(route -> {
                    route.requestMatchers(request -> OPTIONAL.equals(request.getQueryString()))
                            .permitAll();
                    route.anyRequest().authenticated();
                });
        filters.addVerification(http, realm, origins);
        return http.build();
    }
}
