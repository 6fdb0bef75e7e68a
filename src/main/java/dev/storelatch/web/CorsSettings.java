package dev.storelatch.web;

import dev.storelatch.request.AllowedOrigins;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code storelatch.cors}: origins whose pages may call with credentials. An entry is an origin such as
 * {@code https://shop.example.com} or, as in Medusa, a regular expression between slashes.
 *
 * @param store origins for {@code /store}
 * @param admin origins for {@code /admin}
 */
@ConfigurationProperties("storelatch.cors")
record CorsSettings(
        @DefaultValue List<String> store, @DefaultValue List<String> admin) {

    AllowedOrigins storeOrigins() {
        return AllowedOrigins.of(store, "storelatch.cors.store (STORE_CORS)");
    }

    AllowedOrigins adminOrigins() {
        return AllowedOrigins.of(admin, "storelatch.cors.admin (ADMIN_CORS)");
    }
}
