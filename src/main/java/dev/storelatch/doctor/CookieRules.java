package dev.storelatch.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rules about the attributes of the cookie, whatever page uses it. */
public final class CookieRules {

    /** Remedy if the server does not notice that browsers use https. */
    static final String FORWARD = "If a proxy terminates TLS, let it send X-Forwarded-Proto: https and list it in"
            + " server.tomcat.remoteip.internal-proxies.";

    private static final String WITHOUT_TLS =
            "Without TLS, set storelatch.session.cookie.secure=false and storelatch.session.cookie.same-site=lax.";

    private final Sites sites;

    CookieRules(Sites sites) {
        this.sites = sites;
    }

    /** Returns the contradiction because of which the server refuses to start. */
    public static Optional<Finding> refusal(CookieAttributes cookie) {
        if (!cookie.secure() && (cookie.sameSite() == CookieAttributes.SameSite.NONE || cookie.partitioned())) {
            return Optional.of(new Finding(
                    Rule.SECURE_REQUIRED,
                    "Browsers drop a cookie with SameSite=None or Partitioned that is not Secure.",
                    "Such a cookie would be sent to other sites in plain text.",
                    "Set storelatch.session.cookie.secure=true, or storelatch.session.cookie.same-site=lax."));
        }
        if (cookie.domain() != null && !cookie.domain().matches("[A-Za-z0-9.-]+")) {
            return Optional.of(new Finding(
                    Rule.DOMAIN_MALFORMED,
                    "storelatch.session.cookie.domain is not a domain name.",
                    "Browsers drop the cookie.",
                    "Set it like shop.example.com."));
        }
        return Optional.empty();
    }

    /** Returns the finding that a cookie with {@code Secure} was sent to a client that does not seem to use https. */
    public static Finding secureOverUnknownScheme() {
        return new Finding(
                Rule.SECURE_OVER_HTTP,
                "A connect.sid cookie with Secure was sent over a connection that is not known to be https.",
                "Browsers drop it if it is not.",
                FORWARD + " " + WITHOUT_TLS);
    }

    /**
     * Checks the attributes.
     *
     * @param api the server's public origin; null if it is not known
     */
    List<Finding> check(CookieAttributes cookie, @Nullable WebOrigin api) {
        List<Finding> findings = new ArrayList<>();
        refusal(cookie).ifPresent(findings::add);
        if (cookie.partitioned() && cookie.sameSite() != CookieAttributes.SameSite.NONE) {
            findings.add(new Finding(
                    Rule.PARTITIONED_WITHOUT_NONE,
                    "The cookie is Partitioned, but SameSite=%s."
                            .formatted(cookie.sameSite().attribute()),
                    "Partitioned is for pages on other sites, to which browsers do not send this cookie at all.",
                    "Set storelatch.session.cookie.same-site=none, or remove storelatch.session.cookie.partitioned."));
        }
        if (cookie.domain() != null && refusal(cookie).isEmpty()) {
            domain(cookie.domain(), api).ifPresent(findings::add);
        }
        if (api != null && !api.isHttps()) {
            overHttp(cookie, api).ifPresent(findings::add);
        }
        return findings;
    }

    private Optional<Finding> domain(String domain, @Nullable WebOrigin api) {
        String name = domain.toLowerCase(Locale.ROOT).replaceFirst("^\\.", "");
        String host = api == null ? null : api.host();
        if (name.equals(host)) {
            return Optional.empty();
        }
        if (sites.isPublicSuffix(name)) {
            return Optional.of(new Finding(
                    Rule.DOMAIN_IS_PUBLIC_SUFFIX,
                    "The cookie's Domain=%s is a public suffix, under which strangers have names.".formatted(name),
                    "Browsers drop such a cookie.",
                    "Remove storelatch.session.cookie.domain; the server's own host then receives the cookie."));
        }
        if (host == null || host.endsWith("." + name)) {
            return host == null ? Optional.empty() : Optional.of(shared(name));
        }
        return Optional.of(new Finding(
                Rule.DOMAIN_OF_ANOTHER_HOST,
                "The cookie has Domain=%s, but the server's host is %s.".formatted(name, host),
                "Browsers drop a cookie for a domain that the server is not part of.",
                "Remove storelatch.session.cookie.domain; the server's own host then receives the cookie."));
    }

    private static Finding shared(String name) {
        return new Finding(
                Rule.DOMAIN_SHARES_COOKIE,
                "The cookie has Domain=%s.".formatted(name),
                "Every host under it receives the session cookie, although only the server needs it.",
                "Remove storelatch.session.cookie.domain, unless another backend reads the cookie.");
    }

    private static Optional<Finding> overHttp(CookieAttributes cookie, WebOrigin api) {
        if (cookie.secure() && api.isLoopback()) {
            return Optional.of(new Finding(
                    Rule.SECURE_ON_LOCALHOST,
                    "The cookie is Secure, but %s is http.".formatted(api),
                    "Chrome, Edge and Firefox keep a Secure cookie of this computer; Safari drops it.",
                    "For development without TLS, set storelatch.session.cookie.secure=false and"
                            + " storelatch.session.cookie.same-site=lax."));
        }
        if (cookie.secure()) {
            return Optional.of(new Finding(
                    Rule.SECURE_OVER_HTTP,
                    "The cookie is Secure, but %s is http.".formatted(api),
                    "Browsers drop a Secure cookie that arrives over http.",
                    "Let browsers use https, and give that address to --api. " + WITHOUT_TLS));
        }
        return api.isLoopback() ? Optional.empty() : Optional.of(PageRules.plainHttp("The server " + api));
    }
}
