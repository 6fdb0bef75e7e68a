package dev.storelatch.recovery;

import dev.storelatch.request.JsonBody;
import dev.storelatch.request.TargetAccount;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Route {@code email-token} of a customer: an administrator has the link that confirms the e-mail address mailed again. */
@RestController
class AccountEmailController {

    private final ConfirmationMails mails;

    AccountEmailController(ConfirmationMails mails) {
        this.mails = mails;
    }

    @PostMapping("/admin/customers/{id}/email-token")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void send(TargetAccount account, JsonBody body) {
        body.check();
        mails.sendFor(account);
    }
}
