package dev.storelatch.outbox;

import dev.storelatch.core.StartupException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * MailChannel to customers.
 *
 * @param from the sender, such as {@code My Shop <service@shop.example.com>}; its name stands in the mails
 * @param templates a directory whose files replace the templates of the same name
 */
@ConfigurationProperties("storelatch.mail")
record MailSettings(@Nullable String from, @Nullable Path templates) {

    /** @throws StartupException if there is none, or it is no address */
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
