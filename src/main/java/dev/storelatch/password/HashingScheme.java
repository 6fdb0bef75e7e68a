package dev.storelatch.password;

/** A form in which new passwords can be stored. */
interface HashingScheme extends HashFormat {

    /** What to store, at full strength and with a new salt. */
    String hash(String password);
}
