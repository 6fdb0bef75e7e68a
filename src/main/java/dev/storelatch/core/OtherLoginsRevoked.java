package dev.storelatch.core;

/** The owner of an account has ended all its other log-ins (ASVS 7.4.3 and 7.5.2). */
public record OtherLoginsRevoked(Actor actor) implements LogoutEvent {}
