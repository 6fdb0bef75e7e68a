package dev.storelatch.federation;

import dev.storelatch.core.Realm;
import dev.storelatch.core.StartupException;
import dev.storelatch.request.AllowedOrigins;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of log-ins at OpenID providers.
 *
 * @param store log-ins of customers
 * @param admin log-ins of users
 */
@ConfigurationProperties("storelatch.federation")
record FederationSettings(
        @DefaultValue RealmSettings store, @DefaultValue RealmSettings admin) {

    FederationSettings {
        store.check(Realm.STORE);
        admin.check(Realm.ADMIN);
    }

    /**
     * Settings of one realm.
     *
     * @param providers the providers by their names, which are part of the routes
     * @param redirectOrigins origins to which a browser may be redirected, in the form of {@code storelatch.cors}
     * @param successRedirect page to which a browser is redirected that has not named one by {@code redirectTo}
     * @param failureRedirect page for errors of requests that have not named one, or whose page is not known any more
     */
    record RealmSettings(
            @DefaultValue Map<String, ProviderSettings> providers,
            @DefaultValue List<String> redirectOrigins,
            @Nullable String successRedirect,
            @Nullable String failureRedirect) {

        private void check(Realm realm) {
            String prefix = "storelatch.federation." + realm.id();
            AllowedOrigins origins = origins(realm, List.of());
            checkPage(prefix + ".success-redirect", successRedirect, origins);
            checkPage(prefix + ".failure-redirect", failureRedirect, origins);
        }

        /** @param further origins that need no setting */
        AllowedOrigins origins(Realm realm, List<String> further) {
            return AllowedOrigins.of(
                    Stream.concat(redirectOrigins.stream(), further.stream()).toList(),
                    "storelatch.federation.%s.redirect-origins".formatted(realm.id()));
        }

        private static void checkPage(String setting, @Nullable String page, AllowedOrigins origins) {
            if (page != null
                    && !page.isEmpty()
                    && RedirectPage.of(page, origins).isEmpty()) {
                throw new StartupException(
                        setting + " is not a page of a listed origin.",
                        "Set it to a page such as https://shop.example.com/account, and add its origin to redirect-origins.");
            }
        }
    }

    RealmSettings of(Realm realm) {
        return switch (realm) {
            case STORE -> store;
            case ADMIN -> admin;
        };
    }
}
