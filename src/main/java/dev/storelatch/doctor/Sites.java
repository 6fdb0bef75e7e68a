package dev.storelatch.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.psl.DomainType;
import org.apache.hc.client5.http.psl.PublicSuffixMatcher;
import org.apache.hc.client5.http.psl.PublicSuffixMatcherLoader;

/**
 * Sites of origins (HTML standard, "schemeful same site"), by the copy of the public suffix list in Apache HttpClient. On a
 * name that the list does not know, the last label is the suffix, so {@code shop.local} and {@code api.shop.local} are one
 * site.
 */
final class Sites {

    private static final String LIST = "/org/publicsuffix/list/effective_tld_names.dat";
    private static final Pattern VERSION = Pattern.compile("// VERSION: (\\d{4}-\\d\\d-\\d\\d)");
    private static final int HEADER_BYTES = 2000;

    private final PublicSuffixMatcher suffixes = PublicSuffixMatcherLoader.getDefault();

    /** Relation of a page to a server. */
    enum Relation {
        SAME_ORIGIN,
        SAME_SITE,
        /** The same registrable domain, but http beside https. */
        SCHEMES_DIFFER,
        CROSS_SITE
    }

    Relation relation(WebOrigin page, WebOrigin server) {
        if (page.equals(server)) {
            return Relation.SAME_ORIGIN;
        }
        if (!site(page).equals(site(server))) {
            return Relation.CROSS_SITE;
        }
        return page.scheme().equals(server.scheme()) ? Relation.SAME_SITE : Relation.SCHEMES_DIFFER;
    }

    /** Returns the registrable domain; the host itself if it is an address or a single name. */
    String site(WebOrigin origin) {
        return origin.isAddress()
                ? origin.host()
                : Optional.ofNullable(suffixes.getDomainRoot(origin.host())).orElse(origin.host());
    }

    boolean isPublicSuffix(String domain) {
        return suffixes.getDomainRoot(domain) == null;
    }

    /** Returns the suffix under which a hosting company gives a name to each customer, such as {@code vercel.app}. */
    Optional<String> hostingSuffix(WebOrigin origin) {
        return origin.isAddress()
                ? Optional.empty()
                : Optional.ofNullable(suffixes.getDomainRoot(origin.host(), DomainType.PRIVATE))
                        .map(site -> site.substring(site.indexOf('.') + 1));
    }

    /** Returns the date of the list. */
    static String listDate() {
        try (InputStream list = PublicSuffixMatcher.class.getResourceAsStream(LIST)) {
            String header = list == null ? "" : new String(list.readNBytes(HEADER_BYTES), StandardCharsets.UTF_8);
            Matcher version = VERSION.matcher(header);
            return version.find() ? version.group(1) : "unknown date";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
