package dev.storelatch.outbox;

import dev.storelatch.core.StartupException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Mail to customers.
 *
 * @param from sender, such as {@code My Shop <service@shop.example.com>}; its name is the shop's name in the mails
 * @param templates directory whose files replace the bundled templates of the same name
 */
@ConfigurationProperties("storelatch.mail")
record MailSettings(@Nullable String from, @Nullable Path templates) {

    /**
     * Returns the parsed sender.
     *
     * @throws StartupException if it is not set or not an address
     */
    InternetAddress sender() {
        try {
            if (from != null) {
                return new InternetAddress(from, true);
            }
        } catch (AddressException malformed) {
            // Refused below.
        }
        throw new StartupException(
                "storelatch.mail.from is not an address.",
                "Set it (STORELATCH_MAIL_FROM) to your shop's: My Shop <service@shop.example.com>.");
    }
}
