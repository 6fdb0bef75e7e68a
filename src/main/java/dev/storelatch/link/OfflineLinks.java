package dev.storelatch.link;

import dev.storelatch.core.Actor;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Issues links for maintenance commands, which have no secrets: a key that is discarded with this object computes the
 * tokens. A server accepts them, since it finds a link by the hash of its token, but it cannot mail them.
 */
public final class OfflineLinks {

    private static final int KEY_BYTES = 32;

    private final Links links;

    public OfflineLinks(JdbcClient jdbc, Clock clock) {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        this.links = new Links(
                new LinkKeys(new LinkTokenSettings(List.of()), () -> List.of(key)),
                new LinkRepository(jdbc, clock),
                event -> {},
                clock);
    }

    /** Issues a link for the account and returns its token. */
    public String issue(LinkPurpose purpose, Actor actor, String payload) {
        return links.token(purpose, links.issue(purpose, actor, null, payload)).orElseThrow();
    }
}
