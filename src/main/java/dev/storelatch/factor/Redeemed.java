package dev.storelatch.factor;

import dev.storelatch.core.Account;
import java.util.Set;

/**
 * A log-in in two steps of which both are done.
 *
 * @param account the account as it was in the first step: log-ins opened for it are void if it was changed since
 * @param methods how it was authenticated in both, as values of RFC 8176, with {@code mfa}
 */
public record Redeemed(Account account, Set<String> methods) {

    public Redeemed {
        methods = Set.copyOf(methods);
    }
}
