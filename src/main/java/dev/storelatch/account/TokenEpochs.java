package dev.storelatch.account;

import dev.storelatch.core.LogoutEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Revokes all tokens of an account at once by starting a new token epoch: a token is valid only in its own. */
@Component
class TokenEpochs {

    private final AccountStateRepository repository;

    TokenEpochs(AccountStateRepository repository) {
        this.repository = repository;
    }

    @EventListener
    void revokeAll(LogoutEvent event) {
        repository.startTokenEpoch(event.actor());
    }
}
