package dev.storelatch.factor;

import dev.storelatch.core.Login;
import dev.storelatch.factor.FactorState.ProvedLogin;
import dev.storelatch.request.DeleteResponse;
import dev.storelatch.request.JsonBody;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Routes {@code auth/factors} of both realms: what protects the account of the caller. */
@RestController
@RequestMapping({"/store/auth/factors", "/admin/auth/factors"})
class FactorController {

    private final FactorService factors;
    private final FactorMethods methods;
    private final FactorSettings settings;
    private final StepUp stepUp;
    private final StepUpProof proof;

    FactorController(
            FactorService factors, FactorMethods methods, FactorSettings settings, StepUp stepUp, StepUpProof proof) {
        this.factors = factors;
        this.methods = methods;
        this.settings = settings;
        this.stepUp = stepUp;
        this.proof = proof;
    }

    record RecoveryCodesResponse(List<String> recoveryCodes) {

        @Override
        public String toString() {
            return "RecoveryCodesResponse[redacted]";
        }
    }

    @GetMapping
    FactorState state(@AuthenticationPrincipal Login login) {
        return new FactorState(
                factors.list(login.actor()),
                factors.recoveryCodesLeft(login.actor()),
                methods.thatCanBeSetUp(),
                settings.isRequired(login.actor().realm()),
                provedLogin(login));
    }

    @PostMapping("/verify")
    FactorState verify(@AuthenticationPrincipal Login login, JsonBody body) {
        proof.prove(login, body);
        return state(login);
    }

    @PostMapping("/recovery-codes")
    RecoveryCodesResponse replaceRecoveryCodes(@AuthenticationPrincipal Login login, JsonBody body) {
        body.check();
        stepUp.require(login);
        return new RecoveryCodesResponse(factors.replaceRecoveryCodes(login.actor()));
    }

    @DeleteMapping("/{id}")
    DeleteResponse remove(@AuthenticationPrincipal Login login, @PathVariable String id) {
        stepUp.require(login);
        factors.remove(login, id);
        return DeleteResponse.of(id, "factor");
    }

    private @Nullable ProvedLogin provedLogin(Login login) {
        return stepUp.find(login)
                .map(authentication -> new ProvedLogin(
                        authentication.time(),
                        authentication.methods().stream().sorted().toList(),
                        authentication.hasSeveralFactors() && stepUp.isRecent(authentication)))
                .orElse(null);
    }
}
