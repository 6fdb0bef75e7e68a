package dev.storelatch.session;

import java.util.List;

/** Response with the live sessions of an account, newest first. */
record SessionsResponse(List<ActiveSession> sessions) {}
