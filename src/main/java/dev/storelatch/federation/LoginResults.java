package dev.storelatch.federation;

import dev.storelatch.auth.CompletedLogin;
import dev.storelatch.core.Account;
import dev.storelatch.core.Failure;
import dev.storelatch.factor.SecondFactors;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.RequestCredentials;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Gives clients what they have asked for: a session, or a code for a token, which is never in an address. A log-in that needs a
 * second factor gets a code in either case, since a redirect cannot ask for one.
 */
@Component
class LoginResults {

    /** No value of RFC 8176, which has none for this; Microsoft's tokens use it. */
    static final Set<String> METHODS = Set.of("fed");

    /** RFC 6749 §4.1.2 allows ten minutes; a client exchanges the code at once. */
    private static final Duration CODE_LIFETIME = Duration.ofSeconds(60);

    private final CompletedLogin login;
    private final SecondFactors secondFactors;
    private final CodeRepository codes;
    private final RandomTokens tokens;
    private final Clock clock;

    LoginResults(
            CompletedLogin login, SecondFactors secondFactors, CodeRepository codes, RandomTokens tokens, Clock clock) {
        this.login = login;
        this.secondFactors = secondFactors;
        this.codes = codes;
        this.tokens = tokens;
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
        if (pending.token() || secondFactors.areNeeded(account, METHODS)) {
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
                    provider, pending, login.openSession(account, METHODS, client.credentials(), client.info()));
        } catch (Failure.Unauthorized changed) {
            throw LoginError.UNAUTHORIZED.exception();
        }
    }
}
