package dev.storelatch.federation;

import dev.storelatch.core.Account;
import dev.storelatch.core.AccountRegistry;
import dev.storelatch.core.Failure;
import dev.storelatch.crypto.Sha256;
import dev.storelatch.request.RequestCredentials;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Exchanges one-time codes for tokens. A code alone is worth nothing: it is bound to a secret of the client, or its browser. */
@Service
class CodeExchange {

    private final CodeRepository codes;
    private final BrowserCookie cookie;
    private final AccountRegistry accounts;
    private final FederatedLogin login;

    CodeExchange(CodeRepository codes, BrowserCookie cookie, AccountRegistry accounts, FederatedLogin login) {
        this.codes = codes;
        this.cookie = cookie;
        this.accounts = accounts;
        this.login = login;
    }

    /**
     * A request for tokens.
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
     * Exchanges a code once.
     *
     * @throws Failure.InvalidToken if the code is unknown, too old or was used, or is another client's, or the account has been
     *     changed meanwhile
     */
    IssuedTokens exchange(Provider provider, Request request, RequestCredentials credentials) {
        Account account = codes.consume(provider, request.code())
                .filter(stored -> isBoundTo(stored, request, credentials))
                .flatMap(stored -> accounts.of(provider.realm())
                        .find(stored.account())
                        .filter(found -> found.tokenEpoch() == stored.epoch()))
                .orElseThrow(() -> new Failure.InvalidToken("Invalid or expired code"));
        return request.refreshable() ? login.issueRefreshableToken(account) : login.issueToken(account, provider);
    }

    private boolean isBoundTo(CodeRepository.Stored stored, Request request, RequestCredentials credentials) {
        return stored.codeChallenge() == null
                ? isHashOf(stored.browserHash(), cookie.find(credentials))
                : isHashOf(stored.codeChallenge(), Optional.ofNullable(request.codeVerifier()));
    }

    private static boolean isHashOf(String hash, Optional<String> value) {
        return value.map(Sha256::base64UrlOf)
                .filter(computed -> MessageDigest.isEqual(
                        computed.getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII)))
                .isPresent();
    }
}
