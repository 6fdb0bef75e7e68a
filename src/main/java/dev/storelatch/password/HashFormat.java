package dev.storelatch.password;

/** One form in which a password can be stored. Passwords are well-formed UTF-16. */
interface HashFormat {

    /** Whether the stored text is the password's. False, and at no cost, if it is not of this form. */
    boolean matches(String password, String stored);

    /** Whether the stored text is of this form and at least as strong as it would be written now. */
    boolean isCurrent(String stored);
}
