package dev.storelatch.account;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Login;
import dev.storelatch.core.Realm;
import dev.storelatch.request.DeleteResponse;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Routes {@code personal-data} of a customer, who may be a guest or deleted, and of a user. */
@RestController
class ErasureController {

    private final Erasure erasure;

    ErasureController(Erasure erasure) {
        this.erasure = erasure;
    }

    @DeleteMapping("/admin/customers/{id}/personal-data")
    DeleteResponse eraseCustomer(@AuthenticationPrincipal Login login, @PathVariable String id) {
        return erase(new Actor(Realm.STORE, id), login);
    }

    @DeleteMapping("/admin/users/{id}/personal-data")
    DeleteResponse eraseUser(@AuthenticationPrincipal Login login, @PathVariable String id) {
        return erase(new Actor(Realm.ADMIN, id), login);
    }

    private DeleteResponse erase(Actor account, Login login) {
        erasure.erase(account, login.actor());
        return DeleteResponse.of(account.id(), account.realm().objectName());
    }
}
