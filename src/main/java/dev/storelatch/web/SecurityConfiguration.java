package dev.storelatch.web;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.OPTIONS;
import static org.springframework.http.HttpMethod.POST;

import dev.storelatch.core.Realm;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestHeaderRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.context.support.WebApplicationContextUtils;

/**
 * Access rules: one security filter chain for each realm, then one that denies all. A path that no rule names is answered as
 * an unknown route; below a path that requires a log-in, a caller without one gets 401 for unknown routes too. A user without
 * the role {@code admin} gets 403 below a path that requires it.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SecurityConfiguration {

    /**
     * Serves the actuator's endpoints, and nothing else, on the management port. Pages are refused: that of another site could
     * otherwise change levels of the log through the browser of an operator.
     */
    @Bean
    @Order(1)
    SecurityFilterChain management(HttpSecurity http, SecurityFilters filters) throws Exception {
        http.securityMatcher(SecurityConfiguration::isOnManagementPort).authorizeHttpRequests(route -> {
            route.requestMatchers(new RequestHeaderRequestMatcher(HttpHeaders.ORIGIN))
                    .denyAll();
            route.requestMatchers(EndpointRequest.toAnyEndpoint()).permitAll();
            route.anyRequest().denyAll();
        });
        filters.addResponses(http, request -> false, HeaderPolicy.API);
        return http.build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain store(
            HttpSecurity http,
            SecurityFilters filters,
            CorsSettings cors,
            PathPatternRequestMatcher.Builder path,
            OptionalMatchers optional)
            throws Exception {
        // Before the open path that has an e-mail address instead.
        RequestMatcher factors = path.matcher("/store/auth/factors/**");
        RequestMatcher open = new OrRequestMatcher(
                path.matcher(POST, "/store/auth"),
                path.matcher(DELETE, "/store/auth"),
                path.matcher(POST, "/store/auth/token"),
                path.matcher(GET, "/store/auth/{email}"),
                path.matcher(HEAD, "/store/auth/{email}"),
                path.matcher(POST, "/store/customers"),
                path.matcher(POST, "/store/customers/password-token"),
                path.matcher(POST, "/store/customers/password-reset"),
                path.matcher(POST, "/store/customers/email-token"),
                path.matcher(POST, "/store/customers/email-confirm"),
                path.matcher(POST, "/store/customers/email-undo"),
                path.matcher(POST, "/store/orders/customer/confirm"));
        RequestMatcher loggedIn = new OrRequestMatcher(
                factors,
                optional.loggedIn(Realm.STORE),
                path.matcher(GET, "/store/auth"),
                path.matcher(HEAD, "/store/auth"),
                path.matcher("/store/customers"),
                path.matcher("/store/customers/**"),
                path.matcher(POST, "/store/orders/batch/customer/token"));

        http.securityMatcher("/store", "/store/**").authorizeHttpRequests(route -> {
            route.requestMatchers(factors).authenticated();
            route.requestMatchers(optional.open(Realm.STORE)).permitAll();
            // Before the open routes, of which GET /store/auth/{email} has any name.
            route.requestMatchers(optional.loggedIn(Realm.STORE)).authenticated();
            route.requestMatchers(open).permitAll();
            route.requestMatchers(loggedIn).authenticated();
            route.anyRequest().denyAll();
        });
        filters.addCommon(http, loggedIn);
        filters.addRealm(http, Realm.STORE, cors.storeOrigins());
        return http.build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain admin(
            HttpSecurity http,
            SecurityFilters filters,
            CorsSettings cors,
            PathPatternRequestMatcher.Builder path,
            AdminRoleManager adminRole,
            OptionalMatchers optional)
            throws Exception {
        RequestMatcher open = new OrRequestMatcher(
                path.matcher(POST, "/admin/auth"),
                path.matcher(POST, "/admin/auth/token"),
                // Here a challenge may stand for a log-in.
                path.matcher(POST, "/admin/auth/factors/totp"),
                path.matcher(POST, "/admin/auth/factors/totp/confirm"),
                path.matcher(POST, "/admin/users/password-token"),
                path.matcher(POST, "/admin/users/reset-password"),
                path.matcher(POST, "/admin/invites/accept"));
        RequestMatcher adminOnly = new OrRequestMatcher(
                path.matcher("/admin/audit-events"),
                path.matcher("/admin/configuration"),
                path.matcher("/admin/figures"),
                path.matcher("/admin/outbox"),
                path.matcher("/admin/outbox/**"),
                path.matcher("/admin/users"),
                path.matcher("/admin/users/**"),
                path.matcher("/admin/invites"),
                path.matcher("/admin/invites/**"),
                path.matcher(DELETE, "/admin/customers/{id}/account"),
                path.matcher(DELETE, "/admin/customers/{id}/factors/**"),
                path.matcher(DELETE, "/admin/customers/{id}/passkeys/**"),
                path.matcher("/admin/customers/{id}/personal-data"));

        http.securityMatcher("/admin", "/admin/**").authorizeHttpRequests(route -> {
            route.requestMatchers(optional.open(Realm.ADMIN)).permitAll();
            route.requestMatchers(open).permitAll();
            route.requestMatchers(adminOnly).access(adminRole);
            route.anyRequest().authenticated();
        });
        filters.addCommon(http, AnyRequestMatcher.INSTANCE);
        filters.addRealm(http, Realm.ADMIN, cors.adminOrigins());
        return http.build();
    }

    @Bean
    @Order(7)
    SecurityFilterChain denyAll(HttpSecurity http, SecurityFilters filters, PathPatternRequestMatcher.Builder path)
            throws Exception {
        RequestMatcher open = new OrRequestMatcher(
                path.matcher(GET, "/.well-known/jwks.json"),
                path.matcher(HEAD, "/.well-known/jwks.json"),
                path.matcher(GET, "/health"),
                path.matcher(HEAD, "/health"),
                path.matcher(GET, "/health/ready"),
                path.matcher(HEAD, "/health/ready"),
                path.matcher(OPTIONS, "/health"));

        http.authorizeHttpRequests(route -> {
            route.requestMatchers(open).permitAll();
            route.anyRequest().denyAll();
        });
        filters.addCommon(http, request -> false);
        return http.build();
    }

    private static boolean isOnManagementPort(HttpServletRequest request) {
        var context = WebApplicationContextUtils.getRequiredWebApplicationContext(request.getServletContext());
        return WebServerApplicationContext.hasServerNamespace(context, "management");
    }
}
