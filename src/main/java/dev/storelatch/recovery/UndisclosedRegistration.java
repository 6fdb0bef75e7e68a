package dev.storelatch.recovery;

import dev.storelatch.core.Failure;
import dev.storelatch.core.Realm;
import dev.storelatch.customer.NewCustomer;
import dev.storelatch.password.Passwords;
import dev.storelatch.request.ClientInfo;
import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.stereotype.Service;

/**
 * Registers customers without telling whether the address has an account (ASVS 6.3.8). Either way the owner of the address is
 * mailed a link for a new password, and the one that was sent is not used: it would log in to a new account only. The work
 * is the same up to the insert, which the unique index refuses if there is an account.
 */
@Service
class UndisclosedRegistration {

    private static final int RANDOM_BYTES = 32;

    private final Passwords passwords;
    private final AccountCreation creation;
    private final PasswordResetRequest passwordReset;
    private final SecureRandom random = new SecureRandom();

    UndisclosedRegistration(Passwords passwords, AccountCreation creation, PasswordResetRequest passwordReset) {
        this.passwords = passwords;
        this.creation = creation;
        this.passwordReset = passwordReset;
    }

    /**
     * Creates the account, unless there is one, and mails the link within the limits of a password reset.
     *
     * @throws Failure.InvalidData if a text is too long
     * @throws Failure.TooManyRequests if there were too many requests from the network
     */
    void register(Registration.Request request, ClientInfo client) {
        creation.createWithoutLogin(new NewCustomer(
                request.email(),
                passwords.hash(randomPassword()),
                request.firstName(),
                request.lastName(),
                request.phone(),
                null));
        passwordReset.request(Realm.STORE, request.email(), client);
    }

    private String randomPassword() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
