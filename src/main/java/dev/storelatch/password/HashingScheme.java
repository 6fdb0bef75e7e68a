package dev.storelatch.password;

/** A format in which new passwords can be stored. */
interface HashingScheme extends HashFormat {

    /** Returns the text to store, at full strength and with a new salt. */
    String hash(String password);
}
