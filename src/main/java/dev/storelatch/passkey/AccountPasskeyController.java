package dev.storelatch.passkey;

import dev.storelatch.core.Login;
import dev.storelatch.request.DeleteResponse;
import dev.storelatch.request.TargetAccount;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Routes {@code passkeys} of a customer or a user, for administrators: help for an owner who has lost a device. */
@RestController
@ConditionalOnPasskeys
@RequestMapping({"/admin/customers/{id}/passkeys", "/admin/users/{id}/passkeys"})
class AccountPasskeyController {

    private final Passkeys passkeys;

    AccountPasskeyController(Passkeys passkeys) {
        this.passkeys = passkeys;
    }

    @GetMapping
    OwnPasskeys.PasskeysResponse list(TargetAccount account) {
        return new OwnPasskeys.PasskeysResponse(passkeys.list(account.actor()));
    }

    @DeleteMapping("/{passkey}")
    DeleteResponse remove(TargetAccount account, @PathVariable String passkey, @AuthenticationPrincipal Login login) {
        passkeys.removeFor(login, account.actor(), passkey);
        return DeleteResponse.of(passkey, "passkey");
    }
}
