package dev.storelatch.doctor;

import dev.storelatch.command.UsageException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The options of the command.
 *
 * @param pages the pages that log in
 * @param email the customer to log in, or the user if only a page of the administration is named; null for no log-in
 */
record Options(
        WebOrigin api,
        List<Page> pages,
        boolean probe,
        @Nullable String email) {

    static final List<String> NAMES = List.of("shop", "admin", "api", "email");

    static final String PROBE = "probe";

    private static final int MAX_PAGES = 20;

    /**
     * Reads the options.
     *
     * @param publicUrl the server's address if the option {@code --api} is missing
     * @throws UsageException if one is missing or malformed
     */
    static Options read(Map<String, String> values, @Nullable WebOrigin publicUrl) {
        String apiText = values.get("api");
        WebOrigin api = apiText == null ? publicUrl : origin("--api", apiText);
        List<Page> pages = Stream.concat(pages("--shop", "store", values), pages("--admin", "admin", values))
                .toList();
        if (api == null || pages.isEmpty() || pages.size() > MAX_PAGES) {
            throw new UsageException("Name the server and 1 to %d pages that log in: ".formatted(MAX_PAGES)
                    + "doctor --shop https://www.shop.com --api https://api.shop.com [--admin https://admin.shop.com]");
        }
        if (apiText != null && !apiText.strip().matches("(?i)https?:/*[^/?#\\\\]*[/\\\\]?")) {
            throw new UsageException("--api %s: leave out the path; the server's routes begin with /store and /admin."
                    .formatted(shortened(apiText)));
        }
        boolean probe = values.containsKey(PROBE);
        if (values.containsKey("email") && !probe) {
            throw new UsageException("--email logs in to the running server, so it needs --probe.");
        }
        return new Options(api, pages, probe, values.get("email"));
    }

    private static Stream<Page> pages(String option, String realm, Map<String, String> values) {
        return Optional.ofNullable(values.get(option.substring("--".length()))).stream()
                .flatMap(list -> Stream.of(list.split(",", -1)))
                .map(text -> new Page(origin(option, text), realm, option));
    }

    private static WebOrigin origin(String option, String text) {
        try {
            return WebOrigin.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw new UsageException("%s %s: %s.".formatted(option, shortened(text), malformed.getMessage()));
        }
    }

    private static String shortened(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?").replaceAll("//.*@", "//…@");
        return printable.length() > 100 ? printable.substring(0, 100) + "…" : printable;
    }
}
