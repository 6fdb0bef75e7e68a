package dev.storelatch.pages;

import dev.storelatch.core.Realm;
import dev.storelatch.request.LoginProviders;
import dev.storelatch.request.LoginProviders.LoginProvider;
import dev.storelatch.request.PageOrigins;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/** The OpenID providers at which customers can log in, as the pages show them. */
@Component
@ConditionalOnAccountPages
class ProviderLinks {

    private final LoginProviders providers;
    private final List<String> origins;
    private final JsonMapper json;

    ProviderLinks(LoginProviders providers, @Qualifier("accountPageOrigins") PageOrigins pages, JsonMapper json) {
        this.providers = providers;
        this.origins = pages.origins();
        this.json = json;
    }

    /**
     * A link to a log-in.
     *
     * @param label what people know the provider by
     */
    public record Link(String label, String url) {}

    /**
     * Data for the script that links accounts.
     *
     * @param returnTo the page to which the provider returns
     */
    private record ForScripts(String returnTo, List<LoginProvider> providers) {}

    /** Returns the links; none without an address of this server, to which the provider could return. */
    public List<Link> logIns() {
        return origins.stream()
                .limit(1)
                .flatMap(origin -> providers.of(Realm.STORE).stream()
                        .map(provider -> logIn(origin, provider.name(), provider.label())))
                .toList();
    }

    /** Returns the providers as JSON. */
    public String forScripts() {
        return json.writeValueAsString(
                origins.isEmpty()
                        ? new ForScripts("", List.of())
                        : new ForScripts(origins.get(0) + "/account/security", providers.of(Realm.STORE)));
    }

    /** Returns true if there is a provider of this name. */
    boolean has(String name) {
        return providers.of(Realm.STORE).stream()
                .anyMatch(provider -> provider.name().equals(name));
    }

    private static Link logIn(String origin, String name, String label) {
        String page = origin + ProviderPageController.RETURN.replace("{provider}", name);
        return new Link(
                label,
                UriComponentsBuilder.fromPath("/store/auth/" + name)
                        .queryParam("redirectTo", "{page}")
                        .encode()
                        .buildAndExpand(page)
                        .toUriString());
    }
}
