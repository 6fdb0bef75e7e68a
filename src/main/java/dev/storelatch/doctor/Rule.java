package dev.storelatch.doctor;

import java.util.Locale;

/** A rule that a {@link Finding} is about, with its severity. */
public enum Rule {
    SECURE_REQUIRED(Severity.ERROR),
    SECURE_OVER_HTTP(Severity.ERROR),
    SECURE_ON_LOCALHOST(Severity.WARNING),
    PARTITIONED_WITHOUT_NONE(Severity.WARNING),
    DOMAIN_MALFORMED(Severity.ERROR),
    DOMAIN_IS_PUBLIC_SUFFIX(Severity.ERROR),
    DOMAIN_OF_ANOTHER_HOST(Severity.ERROR),
    DOMAIN_SHARES_COOKIE(Severity.NOTE),

    MIXED_CONTENT(Severity.ERROR),
    MIXED_CONTENT_ON_LOCALHOST(Severity.WARNING),
    PLAIN_HTTP(Severity.WARNING),
    CROSS_SITE(Severity.ERROR),
    THIRD_PARTY_COOKIE(Severity.ERROR),
    PARTITIONED_COOKIE(Severity.WARNING),
    NONE_ON_SAME_SITE(Severity.NOTE),

    ORIGIN_NOT_LISTED(Severity.ERROR),
    LOCAL_ORIGINS_ONLY(Severity.WARNING),
    HTTP_ORIGIN_LISTED(Severity.ERROR),

    UNREACHABLE(Severity.ERROR),
    CERTIFICATE(Severity.ERROR),
    REDIRECTED(Severity.ERROR),
    NOT_STORELATCH(Severity.ERROR),
    PREFLIGHT_REFUSED(Severity.ERROR),
    CORS_HEADERS(Severity.ERROR),
    CORS_HEADERS_DOUBLED(Severity.ERROR),
    COOKIE_LOST(Severity.ERROR),
    COOKIE_DIFFERS_FROM_SETTINGS(Severity.NOTE),
    OTHER_SERVER_SETS_COOKIE(Severity.ERROR),
    FORWARDED_HEADERS(Severity.WARNING),
    CACHEABLE(Severity.WARNING),
    LOGIN_REFUSED(Severity.ERROR),
    COOKIE_NOT_ACCEPTED(Severity.ERROR),
    LOGOUT_IGNORED(Severity.ERROR);

    private final Severity severity;

    Rule(Severity severity) {
        this.severity = severity;
    }

    Severity severity() {
        return severity;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
