package dev.storelatch.federation;

import dev.storelatch.core.Account;
import dev.storelatch.crypto.Sha256;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.RequestCredentials;
import dev.storelatch.throttle.Budget;
import dev.storelatch.throttle.Throttle;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** Begins log-ins at providers: the authorization code flow with PKCE (RFC 7636), nonce and state. */
@Service
class LoginStart {

    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private final OpenIdClients clients;
    private final StateRepository states;
    private final BrowserCookie cookie;
    private final RandomTokens tokens;
    private final Throttle throttle;
    private final Clock clock;

    LoginStart(
            OpenIdClients clients,
            StateRepository states,
            BrowserCookie cookie,
            RandomTokens tokens,
            Throttle throttle,
            Clock clock) {
        this.clients = clients;
        this.states = states;
        this.cookie = cookie;
        this.tokens = tokens;
        this.throttle = throttle;
        this.clock = clock;
    }

    /**
     * A request that the browser is to make.
     *
     * @param location the provider's page
     * @param setCookie the {@code Set-Cookie} header of the response
     */
    record Begun(String location, String setCookie) {

        @Override
        public String toString() {
            return "Begun[redacted]";
        }
    }

    /** Returns the link that an account begins. */
    static PendingLogin linkOf(Account account, String redirectTo) {
        return new PendingLogin(redirectTo, false, null, new PendingLogin.Link(account.actor(), account.tokenEpoch()));
    }

    /**
     * Begins a log-in.
     *
     * @throws LoginError.FailedLoginException if the provider is not available
     * @throws dev.storelatch.core.Failure.TooManyRequests if there were too many from the network
     */
    Begun begin(Provider provider, PendingLogin login, RequestCredentials credentials, ClientInfo client) {
        throttle.consume(Budget.FEDERATION, client);
        Discovery discovery = clients.of(provider).discovery();
        RequestSecrets secrets = new RequestSecrets(tokens.next(), cookie.findOrCreate(credentials));
        states.insert(provider, login, secrets, clock.instant().plus(LIFETIME));
        return new Begun(location(provider, discovery, secrets), cookie.header(secrets.browser(), LIFETIME));
    }

    private static String location(Provider provider, Discovery discovery, RequestSecrets secrets) {
        UriComponentsBuilder location = UriComponentsBuilder.fromUri(discovery.authorizationEndpoint());
        add(location, "response_type", "code");
        add(location, "client_id", provider.settings().clientId());
        add(location, "redirect_uri", provider.callback());
        add(location, "scope", String.join(" ", provider.scopes()));
        add(location, "state", secrets.state());
        add(location, "nonce", secrets.nonce());
        add(location, "code_challenge", Sha256.base64UrlOf(secrets.codeVerifier()));
        add(location, "code_challenge_method", "S256");
        add(location, "response_mode", provider.answersByForm() ? "form_post" : null);
        add(location, "hd", provider.settings().hostedDomain());
        return location.build(true).toUriString();
    }

    private static void add(UriComponentsBuilder location, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            location.replaceQueryParam(name, UriUtils.encode(value, StandardCharsets.UTF_8));
        }
    }
}
