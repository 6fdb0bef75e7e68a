package dev.storelatch.openapi;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the API description.
 *
 * @param enabled true to serve {@code /openapi.yaml}, and a page that shows it at {@code /docs}
 */
@ConfigurationProperties("storelatch.api-docs")
record ApiDocsSettings(@DefaultValue("false") boolean enabled) {

    /** The name of the setting {@link #enabled}. */
    static final String ENABLED = "storelatch.api-docs.enabled";
}
