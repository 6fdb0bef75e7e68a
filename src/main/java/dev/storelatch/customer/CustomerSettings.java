package dev.storelatch.customer;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How customers change what they log in with.
 *
 * @param requireCurrent whether a new password or e-mail address needs the current password beside it (ASVS 6.2.3)
 */
@ConfigurationProperties("storelatch.password")
record CustomerSettings(@DefaultValue("false") boolean requireCurrent) {}
