package dev.storelatch.customer;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * E-mail addresses of accounts that have to be confirmed by a mailed link.
 *
 * @param confirmEmailChange true if a new address counts only once it is confirmed
 */
@ConfigurationProperties("storelatch.customer")
record VerificationSettings(@DefaultValue("false") boolean confirmEmailChange) {}
