package dev.storelatch.password;

import dev.storelatch.core.Failure;

/** Check of new passwords against those that have appeared in data breaches (ASVS 6.2.12). */
@FunctionalInterface
interface BreachCheck {

    /**
     * Checks a new password. The caller may hold no connection and no transaction.
     *
     * @throws Failure.InvalidData if the password has appeared in a breach
     * @throws Failure.ServiceUnavailable if this is unknown, and such passwords are refused
     */
    void check(String password);
}
