package dev.storelatch.account;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Realm;
import dev.storelatch.core.SignInCause;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Routes {@code sign-in-report} of a customer, who may be a guest or deleted, and of a user: why it cannot log in. */
@RestController
class SignInReportController {

    private final SignInReports reports;

    SignInReportController(SignInReports reports) {
        this.reports = reports;
    }

    record ReportResponse(Report signInReport) {}

    /**
     * @param object {@code customer} or {@code user}
     * @param state {@code active}, {@code locked}, {@code guest}, {@code deleted} or {@code erased}
     */
    record Report(String id, String object, String state, List<Cause> causes) {}

    record Cause(
            String code,
            String message,
            @Nullable Instant since,
            @Nullable Instant until,
            SignInCause.@Nullable Remedy remedy) {

        static Cause of(SignInCause cause) {
            return new Cause(cause.code().id(), cause.message(), cause.since(), cause.until(), cause.remedy());
        }
    }

    @GetMapping("/admin/customers/{id}/sign-in-report")
    ReportResponse ofCustomer(@PathVariable String id) {
        return report(new Actor(Realm.STORE, id));
    }

    @GetMapping("/admin/users/{id}/sign-in-report")
    ReportResponse ofUser(@PathVariable String id) {
        return report(new Actor(Realm.ADMIN, id));
    }

    private ReportResponse report(Actor account) {
        List<SignInCause> causes = reports.find(account);
        return new ReportResponse(new Report(
                account.id(),
                account.realm().objectName(),
                state(causes),
                causes.stream().map(Cause::of).toList()));
    }

    /** The most important causes, which come first, are the states of an account. */
    private static String state(List<SignInCause> causes) {
        if (causes.isEmpty()) {
            return "active";
        }
        return switch (causes.get(0).code()) {
            case ACCOUNT_ERASED -> "erased";
            case ACCOUNT_DELETED -> "deleted";
            case NO_ACCOUNT -> "guest";
            case ACCOUNT_LOCKED -> "locked";
            default -> "active";
        };
    }
}
