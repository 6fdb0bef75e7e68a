package dev.storelatch.customer;

/** What a customer says about itself has changed, or its password. Published inside the transaction that changes it. */
public record CustomerUpdated(String id) {}
