package dev.storelatch.factor;

import dev.storelatch.core.Account;
import dev.storelatch.core.AccountRegistry;
import dev.storelatch.core.Authentication;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Login;
import dev.storelatch.core.LoginAuthentications;
import dev.storelatch.factor.Challenge.Purpose;
import dev.storelatch.request.StepUpCheck;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Decides whether a log-in has proved a second factor recently. */
@Component
class StepUp implements StepUpCheck {

    private final AccountRegistry accounts;
    private final List<LoginAuthentications> authentications;
    private final Challenges challenges;
    private final FactorMethods methods;
    private final FactorSettings settings;
    private final Clock clock;

    StepUp(
            AccountRegistry accounts,
            List<LoginAuthentications> authentications,
            Challenges challenges,
            FactorMethods methods,
            FactorSettings settings,
            Clock clock) {
        this.accounts = accounts;
        this.authentications = authentications;
        this.challenges = challenges;
        this.methods = methods;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void require(Login login) {
        require(login, account(login));
    }

    /** @throws Failure as {@link #require(Login)} */
    void require(Login login, Account account) {
        if (account.secondFactors().isEmpty()) {
            return;
        }
        if (login.isByApiToken()) {
            throw new Failure.NotAllowed("This requires a log-in, not an API token");
        }
        Optional<Authentication> proved = find(login);
        if (proved.filter(Authentication::hasSeveralFactors)
                .filter(this::isRecent)
                .isEmpty()) {
            Set<String> soFar = proved.map(Authentication::methods).orElse(Set.of());
            throw Failure.SecondFactorRequired.of(
                    "A recent second factor is required",
                    challenges.issue(Purpose.STEP_UP, account, soFar, login.key()),
                    methods.known(account.secondFactors()));
        }
    }

    /** @throws Failure.Unauthorized if the account is no longer live */
    Account account(Login login) {
        return accounts.of(login.actor().realm())
                .find(login.actor())
                .orElseThrow(() -> new Failure.Unauthorized("the account is no longer live"));
    }

    /** Finds when and how the log-in was authenticated; empty for an API token and for sessions of early releases. */
    Optional<Authentication> find(Login login) {
        return authentications.stream()
                .flatMap(known -> known.find(login).stream())
                .findFirst();
    }

    /**
     * Records that the log-in has proved a second factor now, within the caller's transaction.
     *
     * @throws Failure.Unauthorized if the log-in has ended meanwhile
     */
    void renew(Login login, Set<String> proved) {
        Authentication now = new Authentication(clock.instant(), proved);
        if (authentications.stream().noneMatch(known -> known.replace(login, now))) {
            throw new Failure.Unauthorized("the log-in has ended");
        }
    }

    boolean isRecent(Authentication authentication) {
        Instant end = authentication.time().plus(settings.maxAge());
        return clock.instant().isBefore(end);
    }
}
