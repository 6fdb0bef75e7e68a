package dev.storelatch.recovery;

import dev.storelatch.core.Realm;
import dev.storelatch.link.LinkPage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the shop's pages for mailed links. In each, {@code {token}} is replaced by the token.
 *
 * @param passwordReset the page that asks a customer for a new password; {@code {email}} is replaced by the account's
 *     address
 * @param adminPasswordReset the page that asks an administrator for a new password, in the same form
 * @param orderClaim the page that confirms the transfer of orders
 * @param emailConfirmation the page that confirms an e-mail address
 * @param emailUndo the page that gives an account its former e-mail address back
 * @param tokenInEvents true to include the token in events, for a shop that sends these mails itself
 */
@ConfigurationProperties("storelatch.links")
record LinkSettings(
        @Nullable String passwordReset,
        @Nullable String adminPasswordReset,
        @Nullable String orderClaim,
        @Nullable String emailConfirmation,
        @Nullable String emailUndo,
        @DefaultValue("false") boolean tokenInEvents) {

    /** Name of the setting of the page that confirms an address. */
    static final String EMAIL_CONFIRMATION = "storelatch.links.email-confirmation";

    private static final String EMAIL_UNDO = "storelatch.links.email-undo";

    LinkSettings {
        LinkPage.of(setting(Realm.STORE), passwordReset);
        LinkPage.of(setting(Realm.ADMIN), adminPasswordReset);
        LinkPage.of("storelatch.links.order-claim", orderClaim);
        LinkPage.of(EMAIL_CONFIRMATION, emailConfirmation);
        LinkPage.of(EMAIL_UNDO, emailUndo);
    }

    /** Returns the name of the setting of the page for a new password. */
    static String setting(Realm realm) {
        return "storelatch.links." + (realm == Realm.ADMIN ? "admin-password-reset" : "password-reset");
    }

    /** Returns the link to mail; empty if no page is configured. */
    Optional<String> passwordReset(Realm realm, String token, String email) {
        String page = realm == Realm.ADMIN ? adminPasswordReset : passwordReset;
        return LinkPage.of(setting(realm), page).map(found -> found.link(token, email));
    }

    /** Returns the link to mail; empty if no page is configured. */
    Optional<String> orderClaim(String token) {
        return LinkPage.of("storelatch.links.order-claim", orderClaim).map(page -> page.link(token, ""));
    }

    /** Returns the link to mail; empty if no page is configured. */
    Optional<String> emailConfirmation(String token) {
        return LinkPage.of(EMAIL_CONFIRMATION, emailConfirmation).map(page -> page.link(token, ""));
    }

    /** Returns the link to mail; empty if no page is configured. */
    Optional<String> emailUndo(String token) {
        return LinkPage.of(EMAIL_UNDO, emailUndo).map(page -> page.link(token, ""));
    }
}
