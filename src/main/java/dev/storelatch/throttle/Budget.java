package dev.storelatch.throttle;

/** The budgets of an e-mail address, each counted apart from the others. */
public enum Budget {

    /** Password checks, by cookie and by token together. */
    LOGIN,

    /** Questions whether the address has an account. */
    PROBE,

    /** Mails with a link for a new password. */
    RESET_MAIL,

    /** Mails that ask the address to hand over its orders. */
    CLAIM_MAIL
}
