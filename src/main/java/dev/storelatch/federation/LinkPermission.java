package dev.storelatch.federation;

import dev.storelatch.core.Account;
import dev.storelatch.core.AccountRegistry;
import dev.storelatch.core.Authentication;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Login;
import dev.storelatch.core.LoginAuthentications;
import dev.storelatch.password.PasswordAuthentication;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.StepUpCheck;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Decides who may change the links of an account: not whoever has merely found an open session (ASVS 7.5.1). */
@Component
class LinkPermission {

    private static final Duration RECENT = Duration.ofMinutes(15);

    private final AccountRegistry accounts;
    private final StepUpCheck stepUp;
    private final PasswordAuthentication passwords;
    private final List<LoginAuthentications> authentications;
    private final Clock clock;

    LinkPermission(
            AccountRegistry accounts,
            StepUpCheck stepUp,
            PasswordAuthentication passwords,
            List<LoginAuthentications> authentications,
            Clock clock) {
        this.accounts = accounts;
        this.stepUp = stepUp;
        this.passwords = passwords;
        this.authentications = authentications;
        this.clock = clock;
    }

    /**
     * Passes with a recent second factor if the account has one, and else with the password; an account without either must have
     * logged in recently.
     *
     * @param password null if none was sent
     * @return the account, which is live
     * @throws Failure.InvalidData if the password is missing
     * @throws Failure.Unauthorized if it is wrong
     * @throws Failure.NotAllowed if the log-in is not recent, or by an API token
     * @throws Failure.SecondFactorRequired as {@link StepUpCheck#require}
     */
    Account require(Login login, @Nullable String password, ClientInfo client) {
        if (login.isByApiToken()) {
            throw new Failure.NotAllowed("This requires a log-in, not an API token");
        }
        Account account = accounts.of(login.actor().realm())
                .find(login.actor())
                .orElseThrow(() -> new Failure.Unauthorized("the account is no longer live"));
        if (!account.secondFactors().isEmpty()) {
            stepUp.require(login);
        } else if (account.passwordHash() == null) {
            requireRecent(login);
        } else if (password == null) {
            throw new Failure.InvalidData("current_password must be a string");
        } else {
            passwords.reauthenticate(login.actor(), new EmailAddress(login.email()), password, client);
        }
        return account;
    }

    private void requireRecent(Login login) {
        Instant earliest = clock.instant().minus(RECENT);
        if (authentications.stream()
                .flatMap(known -> known.find(login).stream())
                .map(Authentication::time)
                .noneMatch(earliest::isBefore)) {
            throw new Failure.NotAllowed("This requires a recent log-in. Log in again.");
        }
    }
}
