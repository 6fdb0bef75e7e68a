package dev.storelatch.admin;

import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.StartupException;
import org.springframework.core.env.Environment;

/** The option {@code --admin-email} of maintenance commands. */
public final class AdminEmail {

    private AdminEmail() {}

    /**
     * Reads the option.
     *
     * @throws StartupException if it is missing or is not an e-mail address
     */
    public static EmailAddress read(Environment settings) {
        String email = settings.getProperty("admin-email", "");
        if (!EmailAddress.isValid(email)) {
            throw new StartupException(
                    "The e-mail address is missing or malformed.", "Add it as --admin-email=owner@shop.example.com");
        }
        return new EmailAddress(email);
    }
}
