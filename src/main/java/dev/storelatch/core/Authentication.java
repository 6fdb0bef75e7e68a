package dev.storelatch.core;

import java.time.Instant;
import java.util.Set;

/**
 * Time and methods by which the account of a log-in was authenticated.
 *
 * @param time the last time, {@code auth_time} of OpenID Connect Core §2
 * @param methods values of RFC 8176, {@code amr} of OpenID Connect Core §2
 */
public record Authentication(Instant time, Set<String> methods) {

    /** RFC 8176 §2: password-based authentication. */
    public static final String PASSWORD = "pwd";

    /** RFC 8176 §2: a one-time password. */
    public static final String ONE_TIME_PASSWORD = "otp";

    /** RFC 8176 §2: several factors were proved. A log-in without it was made by one alone. */
    public static final String MULTIPLE_FACTORS = "mfa";

    public Authentication {
        methods = Set.copyOf(methods);
    }

    /** Returns true if several factors were proved. */
    public boolean hasSeveralFactors() {
        return methods.contains(MULTIPLE_FACTORS);
    }
}
