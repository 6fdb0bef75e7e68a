package dev.storelatch.doctor;

import java.util.ArrayList;
import java.util.List;

/** Applies the rules to each page that logs in to a server: by the settings, or by what the running server answered. */
final class Examination {

    private final Sites sites = new Sites();
    private final BrowserSettings settings;
    private final WebOrigin api;
    private String cookie;

    Examination(BrowserSettings settings, WebOrigin api) {
        this.settings = settings;
        this.api = api;
        this.cookie = describe(settings.cookie()) + ", by the settings";
    }

    /** Examines the settings. */
    List<Finding> examine(Page page) {
        List<Finding> findings = ofCookie(page, settings.cookie());
        settings.of(page).checkPage(page.origin(), api).ifPresent(findings::add);
        settings.of(page).check(settings.cookie()).ifPresent(findings::add);
        return findings;
    }

    /** Examines the running server, whose answers count more than the settings that this command has read. */
    List<Finding> examine(Page page, Probe.Result seen) {
        List<Finding> findings = new ArrayList<>(seen.findings());
        CookieAttributes attributes = seen.cookie().orElse(settings.cookie());
        if (seen.cookie().isPresent()) {
            cookie = describe(attributes) + ", as the server sends it";
        }
        if (!attributes.equals(settings.cookie())) {
            findings.add(new Finding(
                    Rule.COOKIE_DIFFERS_FROM_SETTINGS,
                    "The server sends %s; by the settings here it would be %s."
                            .formatted(describe(attributes), describe(settings.cookie())),
                    "Either the server has other settings than this command, or its proxy changes the cookie.",
                    "If this command has the server's settings, remove the change from the proxy's configuration."));
        }
        findings.addAll(ofCookie(page, attributes));
        return findings;
    }

    /** Describes an origin with its site. */
    String describe(WebOrigin origin) {
        return "%s (site %s://%s)".formatted(origin, origin.scheme(), sites.site(origin));
    }

    /** Describes the cookie that was examined last. */
    String cookie() {
        return cookie;
    }

    private List<Finding> ofCookie(Page page, CookieAttributes attributes) {
        List<Finding> findings = new ArrayList<>(new CookieRules(sites).check(attributes, api));
        findings.addAll(new PageRules(sites).check(page.origin(), api, attributes));
        return findings;
    }

    private static String describe(CookieAttributes cookie) {
        return SetCookie.NAME + (cookie.domain() == null ? "" : "; Domain=" + cookie.domain()) + cookie.format();
    }
}
