package dev.storelatch.customer;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings for changes of credentials.
 *
 * @param requireCurrent true to require the current password with a new password or e-mail address (ASVS 6.2.3)
 */
@ConfigurationProperties("storelatch.password")
record CustomerSettings(@DefaultValue("false") boolean requireCurrent) {}
