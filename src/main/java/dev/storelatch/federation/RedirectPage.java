package dev.storelatch.federation;

import dev.storelatch.request.AllowedOrigins;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.springframework.web.util.UriComponentsBuilder;

/** A page of the shop to which a browser may be redirected: an absolute address of a listed origin (ASVS 3.7.2). */
record RedirectPage(String url) {

    private static final int MAX_LENGTH = 2_000;

    /** Returns the page; empty if its origin is not listed, or another program could read another origin from it. */
    static Optional<RedirectPage> of(String url, AllowedOrigins origins) {
        if (url.length() > MAX_LENGTH || !url.chars().allMatch(character -> character > ' ' && character < 0x7f)) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(url);
            return isOf(uri, origins) ? Optional.of(new RedirectPage(url)) : Optional.empty();
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }

    /** Returns the address with a parameter in its query, in place of those of this name. */
    String with(String parameter, String value) {
        return UriComponentsBuilder.fromUriString(url)
                .replaceQueryParam(parameter, value)
                .build(true)
                .toUriString();
    }

    private static boolean isOf(URI uri, AllowedOrigins origins) {
        String scheme = uri.getScheme();
        return scheme != null
                && uri.getHost() != null
                && uri.getRawUserInfo() == null
                && (scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http"))
                && origins.allow(AllowedOrigins.origin(
                        scheme.toLowerCase(Locale.ROOT), uri.getHost().toLowerCase(Locale.ROOT), uri.getPort()));
    }
}
