package dev.storelatch.throttle;

import dev.storelatch.core.Realm;

/** The budgets of an e-mail address, an account or a network, each counted apart from the others. */
public enum Budget {

    /** Password checks of customers for an address, by cookie and by token together. */
    LOGIN,

    /** Password checks of administrators, apart from those of customers: anybody can register an address as a customer. */
    ADMIN_LOGIN,

    /** Proofs of second factors of an account, of all methods together. */
    SECOND_FACTOR,

    /** Questions whether the address has an account. */
    PROBE,

    /** Registrations with an address. One that is refused tells that the address has an account. */
    REGISTRATION,

    /**
     * Mails to an address that has registered, with a link that confirms it. No other request uses it up, so that the owner
     * who is refused has such a mail.
     */
    REGISTRATION_MAIL,

    /** Mails to an address with a link for a new password. */
    RESET_MAIL,

    /** Mails that ask an address to hand over its orders. */
    CLAIM_MAIL,

    /** Such mails that one account causes, whatever their addresses. */
    CLAIM_MAIL_OF_ACCOUNT,

    /** Mails to an address with a link that confirms it, at the request of others than who registers. */
    CONFIRMATION_MAIL,

    /** Such mails that one account causes, whatever their addresses. */
    CONFIRMATION_MAIL_OF_ACCOUNT,

    /** Mails that invite an address to run the store. */
    INVITE_MAIL,

    /** Attempts to accept an invite of an address, with its token. */
    INVITE_ACCEPTANCE,

    /** Log-ins at OpenID providers that are begun from a network. */
    FEDERATION,

    /** Mails that inform of a change: to one address, and of one account. */
    NOTICE_MAIL;

    /** Returns true if accounts of this realm are charged, so that an administrator may fill it for one of them. */
    boolean concerns(Realm realm) {
        return switch (this) {
            case LOGIN -> realm == Realm.STORE;
            case ADMIN_LOGIN, INVITE_MAIL, INVITE_ACCEPTANCE -> realm == Realm.ADMIN;
            case PROBE,
                    REGISTRATION,
                    RESET_MAIL,
                    CLAIM_MAIL,
                    CLAIM_MAIL_OF_ACCOUNT,
                    FEDERATION,
                    NOTICE_MAIL,
                    SECOND_FACTOR -> true;
            case REGISTRATION_MAIL, CONFIRMATION_MAIL, CONFIRMATION_MAIL_OF_ACCOUNT -> realm == Realm.STORE;
        };
    }

    /** Returns the budget of password checks in this realm. A success fills it, so that it must not fill the other's. */
    public static Budget login(Realm realm) {
        return realm == Realm.ADMIN ? ADMIN_LOGIN : LOGIN;
    }
}
