package dev.storelatch.outbox;

import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.throttle.Budget;
import dev.storelatch.throttle.Throttle;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Limits how many notices are mailed of one account and to one address. They are counted at delivery, because the throttle
 * cannot take part in the transaction that posts them. Mails with a link are counted before they are posted.
 */
@Component
class NoticeBudget {

    private final Throttle throttle;
    private final DroppedNotices dropped;

    NoticeBudget(Throttle throttle, DroppedNotices dropped) {
        this.throttle = throttle;
        this.dropped = dropped;
    }

    /** Makes an attempt if the budgets allow it. One that is to be repeated does not count. */
    DeliveryResult spend(Actor account, String to, Supplier<DeliveryResult> attempt) {
        EmailAddress address = new EmailAddress(to);
        if (!throttle.tryConsume(Budget.NOTICE_MAIL, account, address)) {
            dropped.count(MailChannel.NAME, DroppedNotices.BUDGET);
            return new DeliveryResult.Dropped();
        }
        DeliveryResult result = attempt.get();
        if (result instanceof DeliveryResult.Deferred) {
            throttle.refund(Budget.NOTICE_MAIL, account, address);
        }
        return result;
    }
}
