package dev.storelatch.customer;

/** A customer's profile or password has changed. Published inside the transaction of the change. */
public record CustomerUpdated(String id) {}
