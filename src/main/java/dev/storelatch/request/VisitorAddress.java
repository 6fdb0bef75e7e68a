package dev.storelatch.request;

import java.util.Optional;

/** Verifies the header by which a server of the shop tells the address of the visitor for whom it calls. */
public interface VisitorAddress {

    /** Name of the header. */
    String HEADER = "x-storelatch-visitor";

    /** Returns the visitor's address; empty if the header is malformed, too old, or signed with no known secret. */
    Optional<String> verify(String header);
}
