package dev.storelatch.factor;

import dev.storelatch.core.Login;
import dev.storelatch.request.DeleteResponse;
import dev.storelatch.request.TargetAccount;
import java.util.List;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Routes {@code factors} of a customer or a user, for administrators: help for an owner who has lost them. */
@RestController
@RequestMapping({"/admin/customers/{id}/factors", "/admin/users/{id}/factors"})
class AccountFactorController {

    private final FactorService factors;

    AccountFactorController(FactorService factors) {
        this.factors = factors;
    }

    record FactorsResponse(List<EnrolledFactor> factors, int recoveryCodesLeft) {}

    @GetMapping
    FactorsResponse list(TargetAccount account) {
        return new FactorsResponse(factors.list(account.actor()), factors.recoveryCodesLeft(account.actor()));
    }

    @DeleteMapping
    DeleteResponse removeAll(TargetAccount account, @AuthenticationPrincipal Login login) {
        factors.removeAllFor(login, account.actor());
        return DeleteResponse.of(account.actor().id(), "factors");
    }

    @DeleteMapping("/{factor}")
    DeleteResponse remove(TargetAccount account, @PathVariable String factor, @AuthenticationPrincipal Login login) {
        factors.removeFor(login, account.actor(), factor);
        return DeleteResponse.of(factor, "factor");
    }
}
