package dev.storelatch.doctor;

import dev.storelatch.doctor.CookieAttributes.SameSite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rules about a page and the server that it logs in to: whether its browser stores the cookie and sends it. */
final class PageRules {

    private final Sites sites;

    PageRules(Sites sites) {
        this.sites = sites;
    }

    List<Finding> check(WebOrigin page, WebOrigin api, CookieAttributes cookie) {
        List<Finding> findings = new ArrayList<>();
        if (!page.isHttps() && !page.isLoopback()) {
            findings.add(plainHttp("The page " + page));
        }
        if (page.isHttps() && !api.isHttps()) {
            findings.add(mixedContent(page, api));
        }
        switch (sites.relation(page, api)) {
            case SAME_ORIGIN -> {}
            case SAME_SITE -> onSameSite(cookie).ifPresent(findings::add);
            case SCHEMES_DIFFER -> onOtherScheme(page, api, cookie).ifPresent(findings::add);
            case CROSS_SITE -> findings.add(onOtherSite(page, api, cookie));
        }
        return findings;
    }

    static Finding plainHttp(String subject) {
        return new Finding(
                Rule.PLAIN_HTTP,
                subject + " is http.",
                "Anybody on the way can read passwords and cookies, and change the page.",
                "Use https.");
    }

    private static Finding mixedContent(WebOrigin page, WebOrigin api) {
        String problem = "The page %s is https, the server %s is http.".formatted(page, api);
        return api.isLoopback()
                ? new Finding(
                        Rule.MIXED_CONTENT_ON_LOCALHOST,
                        problem,
                        "Chrome and Firefox allow this for a server on the same computer; Safari blocks it.",
                        "Use http for the page too while you develop, or https for both.")
                : new Finding(
                        Rule.MIXED_CONTENT,
                        problem,
                        "Browsers block such requests as mixed content.",
                        "Serve Storelatch by https, behind a proxy that terminates TLS.");
    }

    private static Optional<Finding> onSameSite(CookieAttributes cookie) {
        return cookie.sameSite() != SameSite.NONE
                ? Optional.empty()
                : Optional.of(new Finding(
                        Rule.NONE_ON_SAME_SITE,
                        "The page and the server are one site, so the cookie does not need SameSite=None.",
                        "With SameSite=Lax, browsers keep it from other sites, which is safer.",
                        "Set storelatch.session.cookie.same-site=lax, unless pages on other sites log in, too."));
    }

    private Optional<Finding> onOtherScheme(WebOrigin page, WebOrigin api, CookieAttributes cookie) {
        return cookie.sameSite() == SameSite.NONE
                ? Optional.empty()
                : Optional.of(new Finding(
                        Rule.CROSS_SITE,
                        "One of %s and %s is http and the other https.".formatted(page, api),
                        "To Chrome and Edge these are different sites, so that they do not send a cookie with SameSite=%s."
                                .formatted(cookie.sameSite().attribute()),
                        "Use https for both."));
    }

    private Finding onOtherSite(WebOrigin page, WebOrigin api, CookieAttributes cookie) {
        String problem = "%s and %s are different sites%s.".formatted(page, api, sitesOf(page, api));
        String domain = new SiteAdvice(sites).sameSite(page, api);
        if (cookie.sameSite() != SameSite.NONE) {
            return new Finding(
                    Rule.CROSS_SITE,
                    problem,
                    "Browsers do not send a cookie with SameSite=%s from one to the other: the request after a log-in gets 401."
                            .formatted(cookie.sameSite().attribute()),
                    domain);
        }
        if (cookie.partitioned()) {
            return new Finding(
                    Rule.PARTITIONED_COOKIE,
                    problem,
                    "Chrome, Edge and Firefox keep a Partitioned cookie, separately for each site whose pages log in."
                            + " Safari does in some versions only, and drops it in the others.",
                    domain);
        }
        return new Finding(
                Rule.THIRD_PARTY_COOKIE,
                problem,
                "The cookie is a third-party cookie, which Safari and all other browsers on iPhones block, and others in"
                        + " private windows or by a setting. There, the request after a log-in gets 401.",
                domain
                        + (api.isHttps()
                                ? " Until then, storelatch.session.cookie.partitioned=true helps in some of them."
                                : ""));
    }

    private String sitesOf(WebOrigin page, WebOrigin api) {
        Optional<String> hosting = sites.hostingSuffix(page);
        String why = hosting.isPresent() && hosting.equals(sites.hostingSuffix(api))
                ? ", since %s gives a site to each of its customers".formatted(hosting.get())
                : "";
        return " (%s and %s%s)".formatted(sites.site(page), sites.site(api), why);
    }
}
