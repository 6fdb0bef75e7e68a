package dev.storelatch.audit;

import dev.storelatch.audit.SignInEventRepository.Occurrences;
import dev.storelatch.core.Actor;
import dev.storelatch.core.LogoutReason;
import dev.storelatch.core.SignInCause;
import dev.storelatch.core.SignInCause.Code;
import dev.storelatch.core.SignInCause.Remedy;
import dev.storelatch.core.SignInCheck;
import dev.storelatch.core.StoredAccount;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Finds in the audit log what has happened to an account since its last log-in. */
@Component
class SignInEventCheck implements SignInCheck {

    /** Endings that a person expects. */
    private static final Set<LogoutReason> EXPECTED = Set.of(LogoutReason.LOGGED_OUT, LogoutReason.REPLACED);

    private final SignInEventRepository repository;

    SignInEventCheck(SignInEventRepository repository) {
        this.repository = repository;
    }

    @Override
    public Stream<SignInCause> find(StoredAccount account) {
        List<Occurrences> events = repository.findSinceLastLogin(account.actor());
        return Stream.concat(
                events.stream().flatMap(found -> cause(account.actor(), found).stream()), endings(events).stream());
    }

    private static Optional<SignInCause> cause(Actor account, Occurrences found) {
        String name = found.event() + " " + found.reason();
        return switch (name) {
            case "authn_login_fail wrong_password" ->
                Optional.of(since(
                                found,
                                Code.WRONG_PASSWORD,
                                "A wrong password was sent %s since the last log-in or change of the password, last at %s.")
                        .repairedBy(Remedy.of("POST", account, "password-token")));
            case "authn_login_fail wrong_second_factor" ->
                Optional.of(since(
                                found,
                                Code.WRONG_SECOND_FACTOR,
                                "A second factor was wrong %s after the right password, last at %s.")
                        .repairedBy(Remedy.of("DELETE", account, "factors")));
            case "authn_second_factor_required login", "authn_second_factor_required setup" ->
                Optional.of(since(
                                found,
                                Code.SECOND_FACTOR_MISSING,
                                "The password was right %s, last at %s, and no log-in with a second factor followed.")
                        .repairedBy(Remedy.of("DELETE", account, "factors")));
            case "authn_login_fail passkey_sign_count" ->
                Optional.of(since(
                        found,
                        Code.PASSKEY_SIGN_COUNT,
                        "A passkey was refused %s, last at %s, since its sign count was used before: there may be a copy of the"
                                + " authenticator. It has to be removed, and can be added again."));
            case "authn_login_fail invalid_passkey" ->
                Optional.of(since(
                        found,
                        Code.INVALID_PASSKEY,
                        "A passkey of the account was refused %s, last at %s: its signature was wrong, or its challenge was"
                                + " unknown, expired or used before."));
            case "authn_login_fail_max null" ->
                Optional.of(since(
                                found,
                                Code.ATTEMPTS_REFUSED,
                                "Attempts were refused %s without a check of the password, last at %s, since there were too"
                                        + " many with the e-mail address or from the network.")
                        .repairedBy(Remedy.of("DELETE", account, "rate-limits")));
            case "authz_fail cross_site" ->
                Optional.of(since(
                        found,
                        Code.CROSS_SITE_REFUSED,
                        "Requests with the cookie of the account were refused %s, last at %s, since they came from a page"
                                + " whose origin is not in storelatch.cors.%s."));
            default -> Optional.empty();
        };
    }

    private static SignInCause since(Occurrences found, Code code, String message) {
        String times = found.count() == 1 ? "once" : found.count() + " times";
        return SignInCause.of(code, message.formatted(times, SignInCause.text(found.last()), found.realm()))
                .since(found.first());
    }

    /** Returns the last of the endings that a person may not expect. */
    private static Optional<SignInCause> endings(List<Occurrences> events) {
        return events.stream()
                .filter(found -> found.event().equals("session_ended"))
                .filter(found -> reason(found).isPresent())
                .max(Comparator.comparing(Occurrences::last))
                .map(found -> SignInCause.of(
                                Code.SESSIONS_ENDED,
                                "Sessions have ended at %s: %s."
                                        .formatted(
                                                SignInCause.text(found.last()),
                                                text(reason(found).orElseThrow())))
                        .since(found.last()));
    }

    private static Optional<LogoutReason> reason(Occurrences found) {
        return Arrays.stream(LogoutReason.values())
                .filter(reason -> reason.id().equals(found.reason()) && !EXPECTED.contains(reason))
                .findFirst();
    }

    private static String text(LogoutReason reason) {
        return switch (reason) {
            case LOGGED_OUT -> "somebody logged out";
            case REPLACED -> "a log-in in the same browser replaced them";
            case ENDED_BY_OWNER -> "the owner ended the log-ins of other devices";
            case ENDED_BY_ADMINISTRATOR -> "an administrator ended them";
            case PASSWORD_CHANGED -> "the password was changed";
            case EMAIL_CHANGED -> "the e-mail address was changed";
            case LOCKED -> "an administrator locked the account";
            case DELETED -> "the account was deleted";
            case ERASED -> "the personal data were erased";
        };
    }
}
