package dev.storelatch.doctor;

import dev.storelatch.request.AllowedOrigins;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rules about a list of allowed origins.
 *
 * @param variable the name of its environment variable
 */
record OriginRules(String variable, AllowedOrigins allowed) {

    private static final int MAX_SHOWN = 10;

    /** An expression for http or both schemes, except of a developer's computer. */
    private static final Pattern PLAIN_HTTP = Pattern.compile(
            "^\\^[(?:]*http(?!s:)(?!s?\\??:\\\\?/\\\\?/[(?:]*(localhost(?![\\w.\\\\-])|127\\\\\\.|\\[::1))");

    /** Checks that a page may read the server's answers. A page on the server's own origin needs no entry. */
    Optional<Finding> checkPage(WebOrigin page, WebOrigin api) {
        if (page.equals(api) || allowed.allow(page.toString())) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                Rule.ORIGIN_NOT_LISTED,
                "%s has no entry for %s; it is %s.%s".formatted(variable, page, shown(), nearMiss(page)),
                "Browsers do not let the page read any answer: it sees a network error (TypeError: Failed to fetch).",
                "Set %s=%s".formatted(variable, withEntry(page))));
    }

    /** Checks at start-up that the list is not still the default, with which a server in production serves no page. */
    Optional<Finding> checkDefault(CookieAttributes cookie) {
        return cookie.secure() && !exact().isEmpty() && isLocalOnly()
                ? Optional.of(new Finding(
                        Rule.LOCAL_ORIGINS_ONLY,
                        "%s is %s.".formatted(variable, shown()),
                        "No page but one on a developer's computer can log in.",
                        "Add the address of your pages: %s=https://www.shop.com".formatted(variable)))
                : Optional.empty();
    }

    /**
     * Checks, if the server is in production, which the attribute {@code Secure} of its cookie shows, that all pages come by
     * https. {@link AllowedOrigins} has checked everything else.
     */
    Optional<Finding> check(CookieAttributes cookie) {
        String plain = Stream.concat(
                        exact().stream()
                                .filter(origin -> !origin.isHttps() && !origin.isLoopback())
                                .map(WebOrigin::toString),
                        allowed.patterns().stream()
                                .map(Pattern::pattern)
                                .filter(PLAIN_HTTP.asPredicate())
                                .map("/%s/"::formatted))
                .collect(Collectors.joining(", "));
        return !cookie.secure() || plain.isEmpty()
                ? Optional.empty()
                : Optional.of(new Finding(
                        Rule.HTTP_ORIGIN_LISTED,
                        "%s has entries with http: %s.".formatted(variable, plain),
                        "Anybody on the way can change such a page and use the log-ins of its visitors. To Chrome, it is"
                                + " another site than a server with https.",
                        "Serve these pages by https and write %s."
                                .formatted(plain.replaceAll("http(s\\?)?:", "https:"))));
    }

    /** Returns the entries that are origins of web pages. Others, such as those of mobile apps, have no site. */
    List<WebOrigin> exact() {
        return allowed.origins().stream().flatMap(OriginRules::webOrigin).toList();
    }

    private static Stream<WebOrigin> webOrigin(String entry) {
        try {
            return Stream.of(WebOrigin.parse(entry));
        } catch (IllegalArgumentException other) {
            return Stream.empty();
        }
    }

    private String nearMiss(WebOrigin page) {
        return exact().stream()
                .map(entry -> difference(page, entry))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse("");
    }

    private static Optional<String> difference(WebOrigin page, WebOrigin entry) {
        if (!withoutWww(entry).equals(withoutWww(page))) {
            return Optional.empty();
        }
        String what = Stream.of(
                        entry.host().equals(page.host()) ? "" : "www",
                        entry.scheme().equals(page.scheme()) ? "" : "http or https",
                        entry.port() == page.port() ? "" : "the port")
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" and "));
        return Optional.of(" The entry %s differs in %s.".formatted(entry, what));
    }

    private static String withoutWww(WebOrigin origin) {
        return origin.host().replaceFirst("^www\\.", "");
    }

    private String shown() {
        List<String> entries = entries().limit(MAX_SHOWN).toList();
        return entries.isEmpty()
                ? "empty"
                : String.join(",", entries) + (entries().count() > MAX_SHOWN ? ",…" : "");
    }

    private boolean isLocalOnly() {
        return entries().count()
                == exact().stream().filter(WebOrigin::isLoopback).count();
    }

    /** Returns the list with the page's origin; entries for development are not repeated beside a public page. */
    private String withEntry(WebOrigin page) {
        return isLocalOnly() && !page.isLoopback() ? page.toString() : shown() + "," + page;
    }

    private Stream<String> entries() {
        return Stream.concat(
                allowed.origins().stream(), allowed.patterns().stream().map(pattern -> "/" + pattern + "/"));
    }
}
