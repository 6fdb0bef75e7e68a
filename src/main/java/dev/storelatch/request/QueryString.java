package dev.storelatch.request;

/**
 * The query of a request as it was sent, for the few handlers that read it by rules of their own.
 *
 * @param raw percent-encoded, without the question mark; empty if there is none
 */
public record QueryString(String raw) {}
