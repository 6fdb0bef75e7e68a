package dev.storelatch.recovery;

import dev.storelatch.core.StartupException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;
import org.springframework.web.util.UriUtils;

/**
 * Settings of the shop's pages for mailed links. They are never taken from a request, whose {@code Host} the client
 * chooses (WSTG-ATHN-09). In each, {@code {token}} is replaced by the token.
 *
 * @param passwordReset the page that asks for a new password; {@code {email}} is replaced by the account's address
 * @param orderClaim the page that confirms the transfer of orders
 * @param tokenInEvents true to include the token in events, for a shop that sends these mails itself
 */
@ConfigurationProperties("storelatch.links")
record LinkSettings(
        @Nullable String passwordReset,
        @Nullable String orderClaim,
        @DefaultValue("false") boolean tokenInEvents) {

    private static final String TOKEN = "{token}";
    private static final String EMAIL = "{email}";

    /** Accepts https, and http on localhost, without placeholder and user before the path. */
    private static final Pattern PAGE =
            Pattern.compile("(https://[^/?#{}@]+|http://(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?)[/?#].*");

    LinkSettings {
        check("storelatch.links.password-reset", passwordReset);
        check("storelatch.links.order-claim", orderClaim);
    }

    /** Returns the link to mail; empty if no page is configured. */
    Optional<String> passwordReset(String token, String email) {
        return page(passwordReset)
                .map(page -> page.replace(TOKEN, token).replace(EMAIL, UriUtils.encode(email, StandardCharsets.UTF_8)));
    }

    /** Returns the link to mail; empty if no page is configured. */
    Optional<String> orderClaim(String token) {
        return page(orderClaim).map(page -> page.replace(TOKEN, token));
    }

    private static Optional<String> page(@Nullable String template) {
        return Optional.ofNullable(template).filter(StringUtils::hasText);
    }

    private static void check(String setting, @Nullable String template) {
        if (page(template).filter(page -> !isPage(page)).isPresent()) {
            throw new StartupException(
                    "%s is not an https address with {token} behind its host.".formatted(setting),
                    "Set it to a page of your shop, such as https://shop.example.com/reset#token={token}.");
        }
    }

    private static boolean isPage(String template) {
        try {
            URI.create(template.replace(TOKEN, "t").replace(EMAIL, "e"));
            return PAGE.matcher(template).matches() && template.contains(TOKEN);
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
