package dev.storelatch.customer;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * E-mail addresses of accounts that have to be confirmed by a mailed link.
 *
 * @param requireVerifiedEmail true if an account that registers cannot log in until its address is confirmed; includes
 *     {@code confirmEmailChange}
 * @param confirmEmailChange true if a new address counts only once it is confirmed
 */
@ConfigurationProperties("storelatch.customer")
record VerificationSettings(
        @DefaultValue("false") boolean requireVerifiedEmail,
        @DefaultValue("false") boolean confirmEmailChange) {

    VerificationSettings {
        confirmEmailChange |= requireVerifiedEmail;
    }
}
