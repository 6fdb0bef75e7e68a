package dev.storelatch.request;

import java.util.Optional;

/** Knows the servers of the shop, and verifies the header by which they tell the address of the visitor for whom they call. */
public interface VisitorAddress {

    /** Name of the header. */
    String HEADER = "x-storelatch-visitor";

    /** Returns the visitor's address; empty if the header is malformed, too old, or signed with no known secret. */
    Optional<String> verify(String header);

    /** Returns true if the address is that of a server of the shop, which calls for visitors without telling theirs. */
    boolean isCaller(String address);
}
