package dev.storelatch.doctor;

import dev.storelatch.core.StartupException;
import dev.storelatch.request.AllowedOrigins;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * The settings that browsers notice.
 *
 * @param publicUrl the address under which browsers reach the server; null if it is not set
 */
record BrowserSettings(
        CookieAttributes cookie,
        AllowedOrigins storeOrigins,
        AllowedOrigins adminOrigins,
        @Nullable WebOrigin publicUrl) {

    static final String STORE = "STORE_CORS";
    static final String ADMIN = "ADMIN_CORS";

    private static final String PUBLIC_URL = "storelatch.public-url";

    /** @throws StartupException if one of them is malformed */
    static BrowserSettings read(Environment environment) {
        Binder binder = Binder.get(environment);
        try {
            return new BrowserSettings(
                    binder.bindOrCreate("storelatch.session.cookie", CookieAttributes.class),
                    origins(binder, "storelatch.cors.store", STORE),
                    origins(binder, "storelatch.cors.admin", ADMIN),
                    publicUrl(environment));
        } catch (BindException malformed) {
            throw new StartupException(
                    "%s has a value that is not possible."
                            .formatted(
                                    malformed.getProperty() == null
                                            ? malformed.getName()
                                            : malformed.getProperty().getName()),
                    "docs/configuration.md lists the values.");
        }
    }

    private static AllowedOrigins origins(Binder binder, String name, String variable) {
        List<String> entries = binder.bind(name, Bindable.listOf(String.class)).orElse(List.of());
        return AllowedOrigins.of(entries, "%s (%s)".formatted(name, variable));
    }

    private static @Nullable WebOrigin publicUrl(Environment environment) {
        String text = environment.getProperty(PUBLIC_URL);
        try {
            return StringUtils.hasText(text) ? WebOrigin.parse(text) : null;
        } catch (IllegalArgumentException malformed) {
            throw new StartupException(
                    "%s is not an address: %s.".formatted(PUBLIC_URL, malformed.getMessage()),
                    "Set it like https://api.shop.com.");
        }
    }

    OriginRules store() {
        return new OriginRules(STORE, storeOrigins);
    }

    OriginRules admin() {
        return new OriginRules(ADMIN, adminOrigins);
    }

    /** Returns the list that should contain the page. */
    OriginRules of(Page page) {
        return page.realm().equals("store") ? store() : admin();
    }
}
