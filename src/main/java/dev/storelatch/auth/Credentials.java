package dev.storelatch.auth;

import dev.storelatch.core.EmailAddress;
import dev.storelatch.request.JsonBody;
import org.jspecify.annotations.Nullable;

/**
 * Credentials of a log-in request.
 *
 * @param password null if it was not sent as a string, which is a wrong password like any other
 */
record Credentials(EmailAddress email, @Nullable String password) {

    /** Reads the credentials of a customer, whose password may be of any type. */
    static Credentials readCustomer(JsonBody body) {
        String email = body.email("email");
        String password = body.notEmptyText("password");
        body.check();
        return new Credentials(new EmailAddress(email), password);
    }

    /** Reads the credentials of a user. */
    static Credentials readUser(JsonBody body) {
        body.notEmpty("email");
        String email = body.email("email");
        body.notEmpty("password");
        String password = body.string("password");
        body.check();
        return new Credentials(new EmailAddress(email), password);
    }

    @Override
    public String toString() {
        return "Credentials[redacted]";
    }
}
