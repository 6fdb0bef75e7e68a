package dev.storelatch.passkey;

import java.security.MessageDigest;
import java.util.Arrays;

/** Bytes as a value, such as an id or a key. */
final class Bytes {

    private final byte[] value;

    private Bytes(byte[] value) {
        this.value = value;
    }

    /** @param value is not copied, and must not be changed */
    static Bytes of(byte[] value) {
        return new Bytes(value);
    }

    /** Returns the bytes themselves, which must not be changed. */
    byte[] toArray() {
        return value;
    }

    /** Compares in constant time. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && MessageDigest.isEqual(value, bytes.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return "Bytes[" + value.length + "]";
    }
}
