package dev.storelatch.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Realm;
import dev.storelatch.crypto.Secret;
import dev.storelatch.link.Link.Purpose;
import dev.storelatch.support.ServerTest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tokens were computed with Python's hmac: another version of this server must find the same. */
class LinkTokenCodecTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final LinkTokenCodec CODEC =
            new LinkTokenCodec(List.of(Secret.of(ServerTest.JWT_SECRET).bytes()));

    @Test
    void aTokenIsAnHmacOfTheLinksIdUnderADerivedKey() {
        assertThat(CODEC.token(link("11111111-2222-3333-4444-555555555555", Purpose.PASSWORD_RESET)))
                .isEqualTo("sMuECJUqL0jKS5y8vyQaP8HXEQn7L0eZHHKSvb1dLWE");
    }

    @Test
    void aClaimTokenIsAJwtUnderAnotherDerivedKey() {
        assertThat(CODEC.token(link("11111111-2222-3333-4444-555555555555", Purpose.ORDER_CLAIM)))
                .isEqualTo("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."
                        + "eyJjbGFpbWluZ0N1c3RvbWVySWQiOiJjdXNfMSIsIm9yZGVycyI6WyJvcmRlcl8xIiwib3JkZXJfMiJdLCJpYXQiOjE4"
                        + "MDAwMDAwMDAsImV4cCI6MTgwMDAwMDkwMCwianRpIjoiMTExMTExMTEtMjIyMi0zMzMzLTQ0NDQtNTU1NTU1NTU1NTU1"
                        + "In0.-88a_5cET1mEu2ml_tGFygPJY8Dzl6Nw-A5RRgNF3XU");
    }

    @Test
    void twoLinksOfOneSecondDiffer() {
        for (Purpose purpose : Purpose.values()) {
            assertThat(CODEC.token(link("a", purpose))).isNotEqualTo(CODEC.token(link("b", purpose)));
        }
    }

    private static Link link(String id, Purpose purpose) {
        return new Link(
                id,
                purpose,
                new Actor(Realm.STORE, "cus_1"),
                null,
                List.of("order_1", "order_2"),
                NOW,
                NOW.plus(Link.LIFETIME));
    }
}
