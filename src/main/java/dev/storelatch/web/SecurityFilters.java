package dev.storelatch.web;

import dev.storelatch.core.Failure;
import dev.storelatch.core.Realm;
import dev.storelatch.request.AllowedOrigins;
import dev.storelatch.request.OptionalRoutes.Forms;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.web.PathPatternRequestMatcherBuilderFactoryBean;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.CorsFilter;

/** Configures what the security filter chains have in common: headers, error responses and our own filters. */
@Configuration(proxyBeanMethods = false)
class SecurityFilters {

    private final Clock clock;
    private final JsonBodyFilter jsonBodies;
    private final FormBodyFilter formBodies;
    private final FormBodyFilter answerForms;
    private final RequestMatcher foreignForms;
    private final FailureWriter failures;
    private final AccessRefusals refusals;
    private final CredentialFilters credentialFilters;

    SecurityFilters(
            Clock clock,
            BodySettings bodies,
            FailureWriter failures,
            AccessRefusals refusals,
            CredentialFilters credentialFilters,
            OptionalMatchers optional) {
        this.clock = clock;
        this.foreignForms = optional.receiving(EnumSet.of(Forms.ALL));
        ByteBudget budget = new ByteBudget(bodies.maxBytes());
        this.jsonBodies = new JsonBodyFilter(new JsonBodyReader(clock), failures, budget);
        this.formBodies = new FormBodyFilter(request -> true, clock, failures, budget);
        this.answerForms = new FormBodyFilter(
                optional.receiving(EnumSet.of(Forms.CHECKED, Forms.ALL))::matches, clock, failures, budget);
        this.failures = failures;
        this.refusals = refusals;
        this.credentialFilters = credentialFilters;
    }

    /**
     * Adds the headers, the error responses and the reading of bodies.
     *
     * @param loggedIn see {@link #addResponses}
     */
    void addCommon(HttpSecurity http, RequestMatcher loggedIn) throws Exception {
        addResponses(http, loggedIn, HeaderPolicy.API);
        http.addFilterAfter(jsonBodies, CorsFilter.class);
    }

    /**
     * Adds all that pages need, with the log-in of customers for pages that show them something else. Their forms must be sent by a page of this server, with or without our cookie, since a log-in
     * needs none (log-in CSRF).
     */
    void addPages(HttpSecurity http, HeaderPolicy headers) throws Exception {
        addResponses(http, request -> false, headers);
        http.addFilterAt(
                new CrossSiteRequestFilter(
                        AllowedOrigins.of(List.of(), ""),
                        failures,
                        request -> true,
                        request -> {},
                        BrowserRequest::direct),
                CsrfFilter.class);
        http.addFilterAfter(formBodies, CsrfFilter.class)
                .addFilterAt(credentialFilters.forPages(), BasicAuthenticationFilter.class);
    }

    /**
     * Adds the headers and the error responses. Bodies are left to the routes.
     *
     * @param loggedIn matches the paths where a request without a log-in gets 401; elsewhere it gets 404
     */
    void addResponses(HttpSecurity http, RequestMatcher loggedIn, HeaderPolicy policy) throws Exception {
        // Any other call of sessionManagement would add a filter that creates a session for each request with a token.
        http.csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .securityContext(AbstractHttpConfigurer::disable)
                .servletApi(AbstractHttpConfigurer::disable)
                .sessionManagement(AbstractHttpConfigurer::disable)
                .headers(policy::apply)
                .exceptionHandling(refusal -> refusal.defaultAuthenticationEntryPointFor(
                                (request, response, denied) ->
                                        failures.write(request, response, new Failure.Unauthorized("no log-in")),
                                loggedIn)
                        .defaultAuthenticationEntryPointFor(
                                (request, response, denied) -> failures.writeNoSuchRoute(request, response),
                                AnyRequestMatcher.INSTANCE)
                        .accessDeniedHandler(this::refuse))
                .addFilterBefore(new FailureFilter(failures), CsrfFilter.class);
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        if (denied instanceof AuthorizationDeniedException refusal
                && refusal.getAuthorizationResult() instanceof AdminRoleManager.MissingRole) {
            refusals.publishMissingRole();
            failures.write(request, response, new Failure.NotAllowed("This requires the role admin"));
        } else {
            failures.writeNoSuchRoute(request, response);
        }
    }

    /** Adds CORS, the cross-site check and the authentication of a realm. */
    void addRealm(HttpSecurity http, Realm realm, AllowedOrigins origins) {
        http.addFilterAt(new CrossOriginFilter(origins, new RefusedOrigins(realm, clock)), CorsFilter.class)
                .addFilterAt(crossSiteCheck(realm, origins, BrowserRequest::direct), CsrfFilter.class)
                .addFilterAfter(answerForms, CsrfFilter.class)
                .addFilterAt(credentialFilters.forApi(realm), BasicAuthenticationFilter.class);
    }

    /** Adds all that the check for proxies needs: that of a realm, for the request that the proxy asks about. */
    void addVerification(HttpSecurity http, Realm realm, AllowedOrigins origins) throws Exception {
        addResponses(http, AnyRequestMatcher.INSTANCE, HeaderPolicy.API);
        http.addFilterAt(new VerificationFilter(origins), CorsFilter.class)
                .addFilterAt(crossSiteCheck(realm, origins, BrowserRequest::forwarded), CsrfFilter.class)
                .addFilterAt(credentialFilters.forVerification(realm), BasicAuthenticationFilter.class);
    }

    private CrossSiteRequestFilter crossSiteCheck(
            Realm realm, AllowedOrigins origins, Function<HttpServletRequest, BrowserRequest> browserRequest) {
        return new CrossSiteRequestFilter(
                origins,
                failures,
                request -> CrossSiteRequestFilter.carriesOurCookie(request) && !foreignForms.matches(request),
                request -> refusals.publishCrossSite(realm, request),
                browserRequest);
    }

    /** Makes the rules match paths by the parser of the routes. */
    @Bean
    static PathPatternRequestMatcherBuilderFactoryBean pathMatchers() {
        return new PathPatternRequestMatcherBuilderFactoryBean();
    }

    /** Accepts any method, and e-mail addresses of every form in a path, as the contract does. */
    @Bean
    static HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        firewall.setAllowUrlEncodedSlash(true);
        firewall.setAllowUrlEncodedDoubleSlash(true);
        firewall.setAllowUrlEncodedPercent(true);
        // Cookies of other applications on the same domain may contain any byte; Tomcat has checked the names.
        firewall.setAllowedHeaderNames(name -> true);
        firewall.setAllowedHeaderValues(value -> true);
        return firewall;
    }

    @Bean
    static RequestRejectedHandler requestRejectedHandler(FailureWriter failures) {
        return (request, response, rejected) ->
                failures.write(request, response, new Failure.InvalidData("The request's path is malformed"));
    }
}
