package dev.storelatch.federation;

import dev.storelatch.core.Realm;
import dev.storelatch.core.StartupException;
import dev.storelatch.request.AllowedOrigins;
import dev.storelatch.request.LoginProviders;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The providers of both realms, as the settings name them. */
@Component
class Providers implements LoginProviders {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    /** Other routes below {@code /store/auth} and {@code /admin/auth}. */
    private static final Set<String> RESERVED = Set.of("token", "identities", "factors", "passkey", "passkeys");

    private static final Pattern LOCAL = Pattern.compile("http://(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?(/.*)?");

    private final Map<Realm, Map<String, Provider>> providers = new LinkedHashMap<>();

    /** @param publicUrl the address of this server as browsers see it, which the provider must know */
    Providers(
            FederationSettings settings, @Value("${storelatch.public-url:${storelatch.pages.url:}}") String publicUrl) {
        for (Realm realm : Realm.values()) {
            Map<String, Provider> ofRealm = new LinkedHashMap<>();
            settings.of(realm).providers().forEach((name, provider) -> {
                if (!provider.clientId().isBlank()) {
                    ofRealm.put(name, provider(realm, name, provider, origin(publicUrl)));
                }
            });
            providers.put(realm, ofRealm);
        }
    }

    /** Finds a provider by its name in the path of a request, whose case does not matter. */
    Optional<Provider> find(Realm realm, String name) {
        return ofRealm(realm).stream()
                .filter(provider -> provider.name().equalsIgnoreCase(name))
                .findFirst();
    }

    @Override
    public List<LoginProvider> of(Realm realm) {
        return ofRealm(realm).stream()
                .map(provider -> new LoginProvider(provider.name(), provider.label()))
                .toList();
    }

    List<Provider> ofRealm(Realm realm) {
        return List.copyOf(providers.getOrDefault(realm, Map.of()).values());
    }

    /** Returns true if one of them answers by a form, which reaches us from another site. */
    boolean answerByForm() {
        return Arrays.stream(Realm.values())
                .flatMap(realm -> ofRealm(realm).stream())
                .anyMatch(Provider::answersByForm);
    }

    private static Provider provider(Realm realm, String name, ProviderSettings settings, String origin) {
        String setting = "storelatch.federation.%s.providers.%s".formatted(realm.id(), name);
        if (!NAME.matcher(name).matches() || RESERVED.contains(name)) {
            throw new StartupException(
                    setting + " is not a name for a provider.",
                    "Use lower-case letters, digits and hyphens, but not %s."
                            .formatted(String.join(
                                    " or ", RESERVED.stream().sorted().toList())));
        }
        ProviderType type = settings.typeOf(name);
        String issuer = settings.issuer() == null || settings.issuer().isBlank()
                ? type.issuer().replace("{tenant}", settings.tenant())
                : settings.issuer();
        checkIssuer(setting, issuer, settings);
        String callback = "%s/%s/auth/%s/cb".formatted(origin, realm.id(), name);
        Provider provider = new Provider(realm, name, type, issuer, callback, settings);
        check(setting, provider);
        return provider;
    }

    private static void checkIssuer(String setting, String issuer, ProviderSettings settings) {
        boolean isAddress = issuer.startsWith("https://")
                || LOCAL.matcher(issuer).matches()
                || (settings.insecureHttp() && issuer.startsWith("http://"));
        if (!isAddress || issuer.contains("?") || issuer.contains("#")) {
            throw new StartupException(
                    setting + ".issuer is not an https address.",
                    "Set it to the issuer of the provider, such as https://login.example.com/realms/shop.");
        }
    }

    private static void check(String setting, Provider provider) {
        ProviderSettings settings = provider.settings();
        if (provider.type() == ProviderType.APPLE
                && (settings.teamId() == null
                        || settings.keyId() == null
                        || settings.keyFile() == null
                        || settings.keyFile().privateKey() == null
                        || !settings.keyFile().algorithm().getId().equals("ES256"))) {
            throw new StartupException(
                    setting + " lacks what Apple requires.",
                    "Set team-id, key-id and key-file, the private key that Apple has issued (P-256).");
        }
        if (settings.trustEmail() && provider.hasManyTenants()) {
            throw new StartupException(
                    setting + ".trust-email is true, but anybody can have such an account with any address.",
                    "Set tenant to the id of your own directory, or leave trust-email out.");
        }
    }

    private static String origin(String publicUrl) {
        return AllowedOrigins.parse(publicUrl)
                .orElseThrow(() -> new StartupException(
                        "storelatch.public-url is not set, to which OpenID providers return browsers.",
                        "Set it to the address of this server, such as https://api.shop.example.com."));
    }
}
