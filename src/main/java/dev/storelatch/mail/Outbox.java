package dev.storelatch.mail;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes what is to be told, in the transaction of the flow that tells it. */
@Service
public class Outbox {

    /** Puts the message in, for each way that the topic is told: mail, webhook, or both. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void post(String topic, Posting posting) {
        throw new UnsupportedOperationException(topic + posting);
    }
}
