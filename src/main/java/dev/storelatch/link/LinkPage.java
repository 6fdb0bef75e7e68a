package dev.storelatch.link;

import dev.storelatch.core.StartupException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;
import org.springframework.web.util.UriUtils;

/**
 * A page of the shop for a mailed link. It comes from the settings and never from a request, whose {@code Host} the client
 * chooses (WSTG-ATHN-09).
 *
 * @param template the URL, in which {@code {token}} and {@code {email}} are replaced
 */
public record LinkPage(String template) {

    private static final String TOKEN = "{token}";
    private static final String EMAIL = "{email}";

    /** Accepts https, and http on localhost, without placeholder and user before the path. */
    private static final Pattern PAGE =
            Pattern.compile("(https://[^/?#{}@]+|http://(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?)[/?#].*");

    /**
     * Returns the page of a setting; empty if it is not set.
     *
     * @throws StartupException if it could lose a token: no https, or no {@code {token}} after the host
     */
    public static Optional<LinkPage> of(String setting, @Nullable String template) {
        Optional<LinkPage> page =
                Optional.ofNullable(template).filter(StringUtils::hasText).map(LinkPage::new);
        if (page.filter(candidate -> !candidate.isSafe()).isPresent()) {
            throw new StartupException(
                    "%s is not an https address with {token} behind its host.".formatted(setting),
                    "Set it to a page of your shop, such as https://shop.example.com/reset#token={token}.");
        }
        return page;
    }

    /** Returns the link to mail. */
    public String link(String token, String email) {
        return template.replace(TOKEN, token).replace(EMAIL, UriUtils.encode(email, StandardCharsets.UTF_8));
    }

    private boolean isSafe() {
        try {
            URI.create(template.replace(TOKEN, "t").replace(EMAIL, "e"));
            return PAGE.matcher(template).matches() && template.contains(TOKEN);
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
