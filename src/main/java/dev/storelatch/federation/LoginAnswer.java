package dev.storelatch.federation;

import dev.storelatch.core.Account;
import dev.storelatch.core.LoginRejected;
import dev.storelatch.core.Way;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.FormBody;
import dev.storelatch.request.RequestCredentials;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/** Handles the answers of providers, which browsers bring: logs in, or links an account that has asked for it. */
@Service
class LoginAnswer {

    private final PendingLogins pendingLogins;
    private final ProviderAnswers answers;
    private final FederatedAccounts accounts;
    private final LinkCompletion links;
    private final LoginResults results;
    private final ApplicationEventPublisher events;

    LoginAnswer(
            PendingLogins pendingLogins,
            ProviderAnswers answers,
            FederatedAccounts accounts,
            LinkCompletion links,
            LoginResults results,
            ApplicationEventPublisher events) {
        this.pendingLogins = pendingLogins;
        this.answers = answers;
        this.accounts = accounts;
        this.links = links;
        this.results = results;
        this.events = events;
    }

    /**
     * Handles an answer once. Whatever fails later, the browser has to begin again.
     *
     * @param answer the parameters of the answer
     */
    BrowserResult handle(Provider provider, FormBody answer, RequestCredentials credentials, ClientInfo client) {
        Optional<PendingLogins.Consumed> consumed = pendingLogins.consume(provider, answer.get("state"), credentials);
        if (consumed.isEmpty()) {
            return failed(provider, null, LoginError.INVALID_STATE);
        }
        PendingLogin login = consumed.get().login();
        RequestSecrets secrets = consumed.get().secrets();
        try {
            ProviderIdentity identity = answers.identify(provider, answer, secrets);
            if (login.link() != null) {
                links.complete(login.link(), provider, identity);
                return BrowserResult.ok(provider, login);
            }
            Account account = accounts.find(provider, identity);
            return results.complete(
                    provider, account, login, secrets.browser(), new LoginResults.Client(credentials, client));
        } catch (LoginError.FailedLoginException failure) {
            return failed(provider, login, failure.error());
        }
    }

    private BrowserResult failed(Provider provider, @Nullable PendingLogin login, LoginError error) {
        if (error != LoginError.UNAUTHORIZED) {
            Way way = login != null && login.token() ? Way.TOKEN : Way.COOKIE;
            events.publishEvent(new LoginRejected(provider.realm(), way, error.failure()));
        }
        return BrowserResult.failed(provider, login, error);
    }
}
