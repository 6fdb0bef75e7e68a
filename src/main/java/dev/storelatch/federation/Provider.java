package dev.storelatch.federation;

import dev.storelatch.core.Realm;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.util.StringUtils;

/**
 * A provider of one realm.
 *
 * @param name part of its routes
 * @param issuer identifier by which its metadata are found
 * @param callback address to which it returns browsers
 */
record Provider(
        Realm realm, String name, ProviderType type, String issuer, String callback, ProviderSettings settings) {

    private static final Set<String> SHARED_TENANTS = Set.of("common", "organizations", "consumers");

    /** Returns true if the provider answers by a form that the browser posts from another site. */
    boolean answersByForm() {
        return type == ProviderType.APPLE && scopes().stream().anyMatch(scope -> !scope.equals("openid"));
    }

    /** Returns the name that people know it by. */
    String label() {
        String set = settings.displayName();
        if (set != null && !set.isBlank()) {
            return set;
        }
        return type.label().isEmpty() ? StringUtils.capitalize(name) : type.label();
    }

    List<String> scopes() {
        return settings.scopes().isEmpty() ? type.scopes() : settings.scopes();
    }

    /** Returns true if anybody can have an account at it, in a directory that nobody here knows. */
    boolean hasManyTenants() {
        return type == ProviderType.MICROSOFT && SHARED_TENANTS.contains(settings.tenant());
    }

    /** Returns true if somebody without an account gets one. */
    boolean registers() {
        return Objects.requireNonNullElse(settings.registration(), realm == Realm.STORE);
    }

    @Override
    public String toString() {
        return "Provider[" + realm.id() + "/" + name + "]";
    }
}
