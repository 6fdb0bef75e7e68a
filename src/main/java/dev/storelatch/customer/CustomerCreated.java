package dev.storelatch.customer;

/** A customer was created, with an account or as a guest. Published inside the transaction that creates it. */
public record CustomerCreated(String id) {}
