package dev.storelatch.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Random choices that one number determines. */
final class Choice {

    private final SplittableRandom random;

    Choice(long seed, long number) {
        this.random = new SplittableRandom(new SplittableRandom(seed + number).nextLong() ^ number);
    }

    boolean percent(int probability) {
        return random.nextInt(100) < probability;
    }

    /** Returns a number from 0 to {@code bound - 1}. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T of(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    String of(String... all) {
        return of(List.of(all));
    }

    /** Changes, inserts or removes some of the bytes. */
    byte[] damaged(byte[] bytes) {
        byte[] changed = bytes.clone();
        for (int i = 0; i < 1 + below(3) && changed.length > 0; i++) {
            int position = below(changed.length);
            switch (below(3)) {
                case 0 -> changed[position] = (byte) random.nextInt();
                case 1 -> changed[position] ^= (byte) (1 << below(8));
                default -> changed = Arrays.copyOf(changed, position);
            }
        }
        return changed;
    }
}
