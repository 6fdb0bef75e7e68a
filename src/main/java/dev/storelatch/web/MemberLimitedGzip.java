package dev.storelatch.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads gzip (RFC 1952) with a limited number of empty members in a row. The JDK calls itself once for each of them, and
 * thousands would overflow the stack.
 */
final class MemberLimitedGzip extends GZIPInputStream {

    private static final int MAX_EMPTY_MEMBERS = 16;

    private int depth;

    MemberLimitedGzip(InputStream in) throws IOException {
        super(in);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (depth > MAX_EMPTY_MEMBERS) {
            throw new ZipException("too many empty members");
        }
        depth++;
        try {
            return super.read(buffer, offset, length);
        } finally {
            depth--;
        }
    }
}
