package dev.storelatch.passkey;

/** The ceremony that a challenge was issued for. It is refused in any other. */
enum ChallengePurpose {
    /** Adding a passkey to an account. */
    REGISTRATION,
    /** A log-in, to whichever account the passkey belongs. */
    LOGIN
}
