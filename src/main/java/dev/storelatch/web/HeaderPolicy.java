package dev.storelatch.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.StaticHeadersWriter;

/**
 * Headers that restrict what a browser may do with a response (ASVS 3.4).
 *
 * @param content the {@code Content-Security-Policy}
 * @param readers value of {@code Cross-Origin-Resource-Policy}
 * @param opener value of {@code Cross-Origin-Opener-Policy}, which matters for documents only; null for none
 */
record HeaderPolicy(
        String content, String readers, @Nullable CrossOriginOpenerPolicy opener) {

    /** The policy of responses that are no documents, and that pages of other origins may read, as CORS allows. */
    static final HeaderPolicy API =
            new HeaderPolicy("default-src 'none'; frame-ancestors 'none'", "cross-origin", null);

    /**
     * Returns the policy of pages, which load and contact nothing but this server, and run no inline code.
     *
     * @param imageOrigins other origins of images
     */
    static HeaderPolicy pages(List<String> imageOrigins) {
        return new HeaderPolicy(
                String.join(
                        "; ",
                        "default-src 'none'",
                        "script-src 'self'",
                        "style-src 'self'",
                        String.join(" ", "img-src 'self' data:", String.join(" ", imageOrigins))
                                .strip(),
                        "font-src 'self'",
                        "connect-src 'self'",
                        "form-action 'self'",
                        "base-uri 'none'",
                        "frame-ancestors 'none'"),
                "same-origin",
                CrossOriginOpenerPolicy.SAME_ORIGIN);
    }

    void apply(HeadersConfigurer<HttpSecurity> headers) {
        headers.cacheControl(cache -> cache.disable())
                .addHeaderWriter(new StaticHeadersWriter(HttpHeaders.CACHE_CONTROL, "private, no-store"))
                .addHeaderWriter(new StaticHeadersWriter("Cross-Origin-Resource-Policy", readers))
                .contentSecurityPolicy(policy -> policy.policyDirectives(content))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                .xssProtection(xss -> xss.disable());
        if (opener != null) {
            headers.crossOriginOpenerPolicy(documents -> documents.policy(opener));
        }
    }
}
