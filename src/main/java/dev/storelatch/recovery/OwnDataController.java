package dev.storelatch.recovery;

import dev.storelatch.account.Erasure;
import dev.storelatch.account.PersonalDataExport;
import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Login;
import dev.storelatch.customer.Customers;
import dev.storelatch.password.PasswordAuthentication;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.DeleteResponse;
import dev.storelatch.request.JsonBody;
import dev.storelatch.request.StepUpCheck;
import java.util.Map;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Routes {@code /store/customers/me/personal-data}: customers download their data and delete their account. Both ask for the
 * password, since a session can be one that was left open, and for a recent second factor if the account has one.
 */
@RestController
@RequestMapping("/store/customers/me/personal-data")
class OwnDataController {

    private final PasswordAuthentication authentication;
    private final Customers customers;
    private final PersonalDataExport export;
    private final Erasure erasure;
    private final StepUpCheck stepUp;

    OwnDataController(
            PasswordAuthentication authentication,
            Customers customers,
            PersonalDataExport export,
            Erasure erasure,
            StepUpCheck stepUp) {
        this.authentication = authentication;
        this.customers = customers;
        this.export = export;
        this.erasure = erasure;
        this.stepUp = stepUp;
    }

    /** A download is a POST, so that no address alone causes it and the password is in no log. */
    @PostMapping
    Map<String, Object> download(@AuthenticationPrincipal Login login, JsonBody body, ClientInfo client) {
        checkPassword(login, body, client);
        return export.read(login);
    }

    @DeleteMapping
    DeleteResponse erase(@AuthenticationPrincipal Login login, JsonBody body, ClientInfo client) {
        checkPassword(login, body, client);
        Actor account = login.actor();
        erasure.erase(account, account);
        return DeleteResponse.of(account.id(), account.realm().objectName());
    }

    private void checkPassword(Login login, JsonBody body, ClientInfo client) {
        String password = body.string("current_password");
        body.check();
        stepUp.require(login);
        String email = customers.profile(login.actor().id()).customer().email();
        authentication.reauthenticate(login.actor(), new EmailAddress(email), password, client);
    }
}
