package dev.storelatch.federation;

import dev.storelatch.auth.CompletedLogin;
import dev.storelatch.core.Account;
import dev.storelatch.core.AccountRegistry;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Way;
import dev.storelatch.crypto.Sha256;
import dev.storelatch.factor.SecondFactors;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Exchanges one-time codes. A code alone is worth nothing: it is bound to a secret of the client, or to its browser. */
@Service
class CodeExchange {

    private final CodeRepository codes;
    private final BrowserCookie cookie;
    private final AccountRegistry accounts;
    private final SecondFactors secondFactors;
    private final CompletedLogin login;

    CodeExchange(
            CodeRepository codes,
            BrowserCookie cookie,
            AccountRegistry accounts,
            SecondFactors secondFactors,
            CompletedLogin login) {
        this.codes = codes;
        this.cookie = cookie;
        this.accounts = accounts;
        this.secondFactors = secondFactors;
        this.login = login;
    }

    /**
     * A request to exchange a code.
     *
     * @param codeVerifier the client's secret (RFC 7636 §4.1); null if it has sent none
     * @param refreshable true for a refresh token, too
     */
    record Request(String code, @Nullable String codeVerifier, boolean refreshable) {

        @Override
        public String toString() {
            return "Request[redacted]";
        }
    }

    /**
     * Result of an exchange: the kind that the client has asked for when it began the log-in.
     *
     * @param tokens null for a session
     * @param setCookies the {@code Set-Cookie} headers of a session
     */
    record Result(@Nullable IssuedTokens tokens, List<String> setCookies) {

        @Override
        public String toString() {
            return "Result[redacted]";
        }
    }

    /**
     * Exchanges a code once.
     *
     * @throws Failure.InvalidToken if the code is unknown, too old or was used, or is another client's, or the account has been
     *     changed meanwhile
     * @throws Failure.SecondFactorRequired if the account needs a second step
     */
    Result exchange(Provider provider, Request request, LoginResults.Client client) {
        CodeRepository.Stored stored = codes.consume(provider, request.code())
                .filter(code -> isBoundTo(code, request, client))
                .orElseThrow(CodeExchange::refused);
        Account account = accounts.of(provider.realm())
                .find(stored.account())
                .filter(found -> found.tokenEpoch() == stored.epoch())
                .orElseThrow(CodeExchange::refused);
        secondFactors.require(account, stored.token() ? Way.TOKEN : Way.COOKIE, LoginResults.METHODS);
        if (!stored.token()) {
            return new Result(
                    null, login.openSession(account, LoginResults.METHODS, client.credentials(), client.info()));
        }
        IssuedTokens issued = request.refreshable()
                ? IssuedTokens.of(login.issueRefreshableToken(account, LoginResults.METHODS, client.info()))
                : IssuedTokens.of(login.issueToken(account, LoginResults.METHODS, client.info()));
        return new Result(issued, List.of());
    }

    private static Failure refused() {
        return new Failure.InvalidToken("Invalid or expired code");
    }

    private boolean isBoundTo(CodeRepository.Stored stored, Request request, LoginResults.Client client) {
        return stored.codeChallenge() == null
                ? isHashOf(stored.browserHash(), cookie.find(client.credentials()))
                : isHashOf(stored.codeChallenge(), Optional.ofNullable(request.codeVerifier()));
    }

    private static boolean isHashOf(String hash, Optional<String> value) {
        return value.map(Sha256::base64UrlOf)
                .filter(computed -> MessageDigest.isEqual(
                        computed.getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII)))
                .isPresent();
    }
}
