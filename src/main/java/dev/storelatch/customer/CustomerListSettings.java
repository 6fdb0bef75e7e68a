package dev.storelatch.customer;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code storelatch.customer-list}.
 *
 * @param createIndexes true to create the indexes that the list of customers needs on Medusa's table, after the start and
 *     without locking it
 */
@ConfigurationProperties("storelatch.customer-list")
record CustomerListSettings(@DefaultValue("true") boolean createIndexes) {}
