package dev.storelatch.password;

/** A format in which a password can be stored. Passwords are well-formed UTF-16. */
interface HashFormat {

    /** Verifies the password. Returns false, without computing a hash, if the stored text is not in this format. */
    boolean matches(String password, String stored);

    /** Returns true if the stored text is in this format and at least as strong as a new one would be. */
    boolean isCurrent(String stored);
}
