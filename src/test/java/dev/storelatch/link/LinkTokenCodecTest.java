package dev.storelatch.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Realm;
import dev.storelatch.crypto.Secret;
import dev.storelatch.support.ServerTest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The expected tokens were computed with Python's hmac; every release must compute the same. */
class LinkTokenCodecTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final LinkTokenCodec CODEC = new LinkTokenCodec(
            new LinkKeys(new LinkTokenSettings(List.of(Secret.of(ServerTest.JWT_SECRET))), List::of));

    private static final LinkPurpose RESET = LinkPurpose.opaque("PASSWORD_RESET");
    private static final LinkPurpose CLAIM = LinkPurpose.jwt("ORDER_CLAIM", link -> {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("claimingCustomerId", link.actor().id());
        claims.put("orders", List.of("order_1", "order_2"));
        return claims;
    });

    @Test
    void opaqueTokenIsAnHmacOfTheIdUnderADerivedKey() {
        assertThat(CODEC.token(RESET, link("11111111-2222-3333-4444-555555555555", RESET)))
                .isEqualTo("sMuECJUqL0jKS5y8vyQaP8HXEQn7L0eZHHKSvb1dLWE");
    }

    @Test
    void jwtIsSignedWithAnotherDerivedKey() {
        assertThat(CODEC.token(CLAIM, link("11111111-2222-3333-4444-555555555555", CLAIM)))
                .isEqualTo("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."
                        + "eyJjbGFpbWluZ0N1c3RvbWVySWQiOiJjdXNfMSIsIm9yZGVycyI6WyJvcmRlcl8xIiwib3JkZXJfMiJdLCJpYXQiOjE4"
                        + "MDAwMDAwMDAsImV4cCI6MTgwMDAwMDkwMCwianRpIjoiMTExMTExMTEtMjIyMi0zMzMzLTQ0NDQtNTU1NTU1NTU1NTU1"
                        + "In0.-88a_5cET1mEu2ml_tGFygPJY8Dzl6Nw-A5RRgNF3XU");
    }

    @Test
    void linksOfTheSameSecondDiffer() {
        for (LinkPurpose purpose : List.of(RESET, CLAIM)) {
            assertThat(CODEC.token(purpose, link("a", purpose))).isNotEqualTo(CODEC.token(purpose, link("b", purpose)));
        }
    }

    private static Link link(String id, LinkPurpose purpose) {
        return new Link(id, purpose.name(), new Actor(Realm.STORE, "cus_1"), null, "", NOW, NOW.plus(Link.LIFETIME));
    }
}
