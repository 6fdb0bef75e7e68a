package dev.storelatch.federation;

import dev.storelatch.core.Account;
import dev.storelatch.core.Failure;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.RequestCredentials;
import dev.storelatch.throttle.NewDevices;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Gives clients what they have asked for: a session, or a code for a token, which is never in an address. */
@Component
class LoginResults {

    /** RFC 6749 §4.1.2 allows ten minutes; a client exchanges the code at once. */
    private static final Duration CODE_LIFETIME = Duration.ofSeconds(60);

    private final FederatedLogin login;
    private final CodeRepository codes;
    private final RandomTokens tokens;
    private final NewDevices newDevices;
    private final Clock clock;

    LoginResults(FederatedLogin login, CodeRepository codes, RandomTokens tokens, NewDevices newDevices, Clock clock) {
        this.login = login;
        this.codes = codes;
        this.tokens = tokens;
        this.newDevices = newDevices;
        this.clock = clock;
    }

    /** The client of a request, and its credentials. */
    record Client(RequestCredentials credentials, ClientInfo info) {}

    /**
     * Completes a log-in.
     *
     * @param browser the value of the browser's cookie
     * @throws LoginError.FailedLoginException if the account has been changed meanwhile
     */
    BrowserResult complete(Provider provider, Account account, PendingLogin pending, String browser, Client client) {
        newDevices.report(account, client.info());
        if (pending.token()) {
            String code = tokens.next();
            codes.insert(
                    provider,
                    account,
                    pending,
                    browser,
                    new CodeRepository.Issued(code, clock.instant().plus(CODE_LIFETIME)));
            return BrowserResult.withCode(provider, pending, code);
        }
        try {
            return BrowserResult.withCookies(
                    provider, pending, login.openSession(account, provider, client.credentials(), client.info()));
        } catch (Failure.Unauthorized changed) {
            throw LoginError.UNAUTHORIZED.exception();
        }
    }
}
