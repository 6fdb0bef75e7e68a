package dev.storelatch.crypto;

import java.util.List;

/**
 * Key material of the server, from which keys for other purposes are derived. It is never used as a key itself, so that
 * a value made for one purpose cannot pass for one of another (RFC 5869 §3.2).
 */
public interface KeyMaterial {

    /** Returns the available material, newest first: the first derives new keys, the others verify what they made. */
    List<byte[]> newestFirst();
}
