package dev.storelatch.customer;

import dev.storelatch.request.DeleteResponse;
import dev.storelatch.request.TargetAccount;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.RestController;

/** Route {@code /admin/customers/:id/account}, which deletes the account of a customer. Medusa deletes users only. */
@RestController
class CustomerDeletionController {

    private final CustomerDeletion deletion;

    CustomerDeletionController(CustomerDeletion deletion) {
        this.deletion = deletion;
    }

    @DeleteMapping("/admin/customers/{id}/account")
    DeleteResponse delete(TargetAccount account) {
        deletion.delete(account.actor());
        return DeleteResponse.of(account.actor().id(), account.actor().realm().objectName());
    }
}
