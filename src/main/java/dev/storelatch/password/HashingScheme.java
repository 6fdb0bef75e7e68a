package dev.storelatch.password;

/** One form in which a password is stored. Passwords are well-formed UTF-16. */
interface HashingScheme {

    /** What to store, at full strength and with a new salt. */
    String hash(String password);

    /** Whether the stored text is the password's. False, and at no cost, if it is not of this form. */
    boolean matches(String password, String stored);

    /** Whether the stored text is of this form and at least as strong as what {@link #hash} would write now. */
    boolean isCurrent(String stored);
}
