package dev.storelatch.recovery;

import dev.storelatch.link.LinkPurpose;
import java.time.Duration;

/** Links that confirm or undo the e-mail address of a customer. The address is the link's recipient. */
final class EmailLink {

    /** Validity of a link that confirms an address (OWASP Input Validation Cheat Sheet). */
    static final Duration CONFIRMATION_LIFETIME = Duration.ofHours(8);

    /** Time for which a changed address can be undone, and is reserved for its former account. */
    static final Duration UNDO_LIFETIME = Duration.ofDays(7);

    static final LinkPurpose CONFIRMATION = LinkPurpose.opaque("EMAIL_CONFIRMATION", CONFIRMATION_LIFETIME);
    static final LinkPurpose UNDO = LinkPurpose.lasting("EMAIL_UNDO", UNDO_LIFETIME);

    private EmailLink() {}
}
