package dev.storelatch.federation;

import dev.storelatch.core.Realm;
import dev.storelatch.request.AllowedOrigins;
import dev.storelatch.request.PageOrigins;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The origins to which a log-in may return a browser: those of the settings, and those of pages that this server has itself. */
@Component
class RedirectOrigins {

    private final Map<Realm, AllowedOrigins> origins = new EnumMap<>(Realm.class);

    RedirectOrigins(FederationSettings settings, ObjectProvider<PageOrigins> pages) {
        for (Realm realm : Realm.values()) {
            List<String> ofPages = pages.stream()
                    .filter(page -> page.realm() == realm)
                    .flatMap(page -> page.origins().stream())
                    .toList();
            origins.put(realm, settings.of(realm).origins(realm, ofPages));
        }
    }

    AllowedOrigins of(Realm realm) {
        return Objects.requireNonNull(origins.get(realm));
    }
}
