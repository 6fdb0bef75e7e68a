package dev.storelatch.core;

import java.util.stream.Stream;

/** Finds causes that keep an account from logging in. Each module implements it for what it knows. */
public interface SignInCheck {

    /**
     * Finds the causes that hold at this moment. Changes nothing, and is only called for an account that is neither deleted nor
     * a guest; it may be locked.
     */
    Stream<SignInCause> find(StoredAccount account);
}
