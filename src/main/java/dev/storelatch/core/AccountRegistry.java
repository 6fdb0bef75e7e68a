package dev.storelatch.core;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Finds the accounts of a realm. */
@Component
public class AccountRegistry {

    private final Map<Realm, Accounts> accounts;

    AccountRegistry(List<Accounts> accounts) {
        this.accounts = accounts.stream().collect(Collectors.toMap(Accounts::realm, Function.identity()));
    }

    /**
     * Returns the accounts of a realm.
     *
     * @throws IllegalArgumentException if no module implements them
     */
    public Accounts of(Realm realm) {
        return Optional.ofNullable(accounts.get(realm))
                .orElseThrow(() -> new IllegalArgumentException("no accounts in realm " + realm));
    }
}
