package dev.storelatch.pages;

import dev.storelatch.core.StartupException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the hosted account pages.
 *
 * @param enabled whether the pages of mailed links are served
 * @param account whether the pages for log-in, registration and the account are served, too
 * @param url the address of this server as customers see it, for {@code storelatch.links.*}
 * @param name the name of the shop
 * @param shopUrl the page of the shop to which its name leads
 * @param logo the shop's logo: a file in the theme's folder, or an https address
 * @param theme the folder with {@code theme.css} and the files that it uses
 * @param messages texts that replace ours: the path of {@code .properties} files without language and extension
 * @param language the language of all pages; without it, that of the browser
 */
@ConfigurationProperties("storelatch.pages")
record PageSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("false") boolean account,
        @Nullable String url,
        @DefaultValue("Storelatch") String name,
        @Nullable String shopUrl,
        @Nullable String logo,
        @Nullable Path theme,
        @Nullable String messages,
        @Nullable String language) {

    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s\"'<>;,]+");
    private static final Pattern REMOTE_LOGO = Pattern.compile("(https://[^/?#@\\s\"'<>;,]+)/[^\\s\"'<>]*");
    private static final Pattern LOCAL_LOGO = Pattern.compile("[\\w-][\\w.-]*");

    PageSettings {
        if (shopUrl != null && !ADDRESS.matcher(shopUrl).matches()) {
            throw new StartupException(
                    "storelatch.pages.shop-url is not an address.",
                    "Set it to a page such as https://shop.example.com/.");
        }
        if (theme != null && !Files.isDirectory(theme)) {
            throw new StartupException(
                    "storelatch.pages.theme is not a folder: " + theme,
                    "Set it to the folder with theme.css and the files that it uses.");
        }
        if (logo != null
                && !REMOTE_LOGO.matcher(logo).matches()
                && (theme == null || !LOCAL_LOGO.matcher(logo).matches())) {
            throw new StartupException(
                    "storelatch.pages.logo is neither an https address nor a file in the folder storelatch.pages.theme.",
                    "Set it to a name such as logo.svg, and storelatch.pages.theme to the folder with this file.");
        }
    }

    /** Returns the origin of a logo that another server has. */
    Optional<String> logoOrigin() {
        return Optional.ofNullable(logo)
                .map(REMOTE_LOGO::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> matcher.group(1));
    }
}
