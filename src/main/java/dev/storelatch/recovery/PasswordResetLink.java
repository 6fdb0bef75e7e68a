package dev.storelatch.recovery;

import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Realm;
import dev.storelatch.link.Link;
import dev.storelatch.link.LinkPurpose;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Links for a new password. The payload of an administrator's is the account's address, and its token is a JWT as in
 * Medusa, since Medusa's dashboard reads the address from it.
 */
final class PasswordResetLink {

    private static final LinkPurpose CUSTOMER = LinkPurpose.opaque("PASSWORD_RESET");
    private static final LinkPurpose USER = LinkPurpose.jwt("USER_PASSWORD_RESET", PasswordResetLink::claims);

    private PasswordResetLink() {}

    static LinkPurpose purpose(Realm realm) {
        return realm == Realm.ADMIN ? USER : CUSTOMER;
    }

    static String payload(Realm realm, EmailAddress email) {
        return realm == Realm.ADMIN ? email.value() : "";
    }

    /** Returns the address of an administrator's link. */
    static EmailAddress address(Link link) {
        return new EmailAddress(link.payload());
    }

    private static Map<String, Object> claims(Link link) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("user_id", link.actor().id());
        claims.put("email", link.payload());
        return claims;
    }
}
