package dev.storelatch.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** ASVS 7.2.3 and 11.5.1, WSTG-SESS-01. */
class SessionIdsTest {

    private static final int MANY = 1_000_000;
    private static final int BITS = 192;

    private final SessionIds ids = new SessionIds();

    /**
     * Each bit is set in half of the ids, and equals the next bit, and the same bit of the id before, in half of them. Six
     * standard deviations (3,000 of a million) occur by chance in less than one of a million runs.
     */
    @Test
    void millionIdsAreDistinctAndTheirBitsAreRandom() {
        Offset<Integer> tolerance = Offset.offset(6 * 500);
        long[] beginnings = new long[MANY];
        int[] set = new int[BITS];
        int[] equalToNextBit = new int[BITS];
        int[] equalToLastId = new int[BITS];
        byte[] last = Base64.getUrlDecoder().decode(ids.newId());

        for (int n = 0; n < MANY; n++) {
            byte[] id = Base64.getUrlDecoder().decode(ids.newId());
            beginnings[n] = ByteBuffer.wrap(id).getLong();
            for (int bit = 0; bit < BITS; bit++) {
                int value = bit(id, bit);
                set[bit] += value;
                equalToNextBit[bit] += value == bit(id, (bit + 1) % BITS) ? 1 : 0;
                equalToLastId[bit] += value == bit(last, bit) ? 1 : 0;
            }
            last = id;
        }

        Arrays.sort(beginnings);
        // Even of their first 64 bits, two are equal by chance in one of 37 million runs.
        assertThat(IntStream.range(1, MANY).filter(n -> beginnings[n] == beginnings[n - 1]))
                .isEmpty();
        for (int bit = 0; bit < BITS; bit++) {
            assertThat(set[bit]).as("bit %d", bit).isCloseTo(MANY / 2, tolerance);
            assertThat(equalToNextBit[bit]).as("bits %d and next", bit).isCloseTo(MANY / 2, tolerance);
            assertThat(equalToLastId[bit]).as("bit %d of two ids", bit).isCloseTo(MANY / 2, tolerance);
        }
    }

    @Test
    void idIsNoUuidAndHas192Bits() {
        String id = ids.newId();

        assertThat(id).matches("[\\w-]{32}");
        assertThat(Base64.getUrlDecoder().decode(id)).hasSize(BITS / Byte.SIZE);
        assertThat(SessionIds.storedForm(id)).doesNotContain(id).isNotEqualTo(id);
    }

    private static int bit(byte[] id, int bit) {
        return id[bit / Byte.SIZE] >> bit % Byte.SIZE & 1;
    }
}
