package dev.storelatch.doctor;

import java.util.Optional;

/** Tells how a page and a server become one site. */
final class SiteAdvice {

    private final Sites sites;

    SiteAdvice(Sites sites) {
        this.sites = sites;
    }

    String sameSite(WebOrigin page, WebOrigin api) {
        if (page.isLoopback() && api.isLoopback()) {
            return "Use one name for both, such as localhost: %s and %s."
                    .formatted(onLocalhost(page), onLocalhost(api));
        }
        if (page.isLoopback()) {
            return "For development, start Storelatch on this computer, or let the development server of the page pass"
                    + " /store and /admin on to it, so that the page needs one host only.";
        }
        if (page.isAddress() || !page.host().contains(".")) {
            return "Use one host for both, or names under a common domain.";
        }
        Optional<String> hosting = sites.hostingSuffix(page);
        return hosting.isPresent()
                ? ("Give the shop a domain of its own, such as www.shop.com, and Storelatch a name under it, such as"
                                + " api.shop.com. Or let the shop's host pass /store and /admin on to Storelatch. (%s"
                                + " belongs to a hosting company.)")
                        .formatted(hosting.get())
                : "Give Storelatch a name under %s, such as https://api.%s, and set storelatch.session.cookie.same-site=lax."
                        .formatted(sites.site(page), sites.site(page));
    }

    private static WebOrigin onLocalhost(WebOrigin origin) {
        return new WebOrigin(origin.scheme(), "localhost", origin.port());
    }
}
