package dev.storelatch.password;

/**
 * Cost parameters of scrypt (RFC 7914 §2).
 *
 * @param log2N the binary logarithm of the CPU and memory cost N
 * @param r the block size
 * @param p the parallelization
 */
record ScryptCost(int log2N, int r, int p) {

    /** More than any server of this kind writes; beyond it, one row could exhaust the memory. */
    private static final ScryptCost MAXIMUM = new ScryptCost(17, 8, 4);

    /** RFC 7914 §6 requires N below 2^(16 r); with our limits only r = 1 can break that. */
    boolean isAffordable() {
        return log2N >= 1 && r >= 1 && p >= 1 && MAXIMUM.isAtLeast(this) && log2N < 16 * r;
    }

    boolean isAtLeast(ScryptCost other) {
        return log2N >= other.log2N && r >= other.r && p >= other.p;
    }
}
