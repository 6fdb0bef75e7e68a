package dev.storelatch.account;

import dev.storelatch.core.AccountRegistry;
import dev.storelatch.core.Accounts;
import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Realm;
import dev.storelatch.core.RemainingLoginWays;
import dev.storelatch.core.SignInCause;
import dev.storelatch.core.SignInCause.Code;
import dev.storelatch.core.SignInCause.Remedy;
import dev.storelatch.core.SignInCheck;
import dev.storelatch.core.StoredAccount;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/** Collects the causes that keep an account from logging in, from all modules. */
@Service
class SignInReports {

    private final AccountRegistry accounts;
    private final List<SignInCheck> checks;
    private final RemainingLoginWays ways;

    SignInReports(AccountRegistry accounts, List<SignInCheck> checks, RemainingLoginWays ways) {
        this.accounts = accounts;
        this.checks = checks;
        this.ways = ways;
    }

    /**
     * Finds the causes, the most important first. None are found if nothing is known to hinder a log-in.
     *
     * @throws dev.storelatch.core.Failure.NotFound if there is neither an account nor a guest with this id
     */
    List<SignInCause> find(Actor actor) {
        StoredAccount account = accounts.of(actor.realm()).findStored(actor).orElseThrow(actor::notFound);
        Stream<SignInCause> causes = switch (account.state()) {
            case ACCOUNT ->
                Stream.concat(missingPassword(account), checks.stream().flatMap(check -> check.find(account)));
            case GUEST ->
                Stream.of(
                        noAccount(account, Code.NO_ACCOUNT, "The customer has ordered as a guest and has no account."));
            case DELETED -> Stream.of(noAccount(account, Code.ACCOUNT_DELETED, "The account was deleted."));
            case ERASED -> Stream.of(noAccount(account, Code.ACCOUNT_ERASED, "The personal data were erased."));
        };
        return causes.sorted(Comparator.comparing(SignInCause::code)).toList();
    }

    private Stream<SignInCause> missingPassword(StoredAccount account) {
        if (account.hasPassword()) {
            return Stream.empty();
        }
        String others = ways.count(account.actor()) == 0 ? "" : " It is used in another way.";
        return Stream.of(SignInCause.of(
                        Code.NO_PASSWORD,
                        "The account has no password.%s A mailed link allows to set one.".formatted(others))
                .repairedBy(Remedy.of("POST", account.actor(), "password-token")));
    }

    private SignInCause noAccount(StoredAccount account, Code code, String message) {
        Actor actor = account.actor();
        Accounts realmAccounts = accounts.of(actor.realm());
        String other = realmAccounts
                .findByEmail(new EmailAddress(account.email()))
                .map(owner -> " The account with the e-mail address is %s."
                        .formatted(owner.actor().id()))
                .orElse("");
        SignInCause cause = SignInCause.of(code, message + other);
        return other.isEmpty() ? cause.repairedBy(registration(actor.realm())) : cause;
    }

    private static Remedy registration(Realm realm) {
        return new Remedy("POST", realm == Realm.STORE ? "/store/customers" : "/admin/invites");
    }
}
