package dev.storelatch.throttle;

/** The budgets of an e-mail address or an account, each counted apart from the others. */
public enum Budget {

    /** Password checks for an address, by cookie and by token together. */
    LOGIN,

    /** Questions whether the address has an account. */
    PROBE,

    /** Mails to an address with a link for a new password. */
    RESET_MAIL,

    /** Mails that ask an address to hand over its orders. */
    CLAIM_MAIL,

    /** Such mails that one account causes, whatever their addresses. */
    CLAIM_MAIL_OF_ACCOUNT,

    /** Mails that inform of a change: to one address, and of one account. */
    NOTICE_MAIL
}
