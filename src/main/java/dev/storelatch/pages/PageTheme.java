package dev.storelatch.pages;

import dev.storelatch.ui.Assets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The shop that all pages belong to, as templates use it.
 *
 * @param name the name of the shop
 * @param url page of the shop; null if there is none
 * @param logo address of the logo; null if there is none
 * @param style address of the shop's style sheet; null if there is none
 * @param account whether there are pages to log in
 * @param languages the languages that a visitor can choose
 */
record PageTheme(
        String name,
        @Nullable String url,
        @Nullable String logo,
        @Nullable String style,
        boolean account,
        List<Locale> languages) {

    /** Name of the theme's folder in addresses. */
    static final String FOLDER = "theme";

    static PageTheme of(PageSettings settings, Assets assets, List<Locale> languages) {
        Path theme = settings.theme();
        boolean styled = theme != null && Files.isReadable(theme.resolve("theme.css"));
        String logo = settings.logo();
        return new PageTheme(
                settings.name(),
                settings.shopUrl(),
                logo == null || settings.logoOrigin().isPresent() ? logo : assets.url(FOLDER + "/" + logo),
                styled ? assets.url(FOLDER + "/theme.css") : null,
                settings.account(),
                languages);
    }
}
