package dev.storelatch.connector;

/**
 * The limits of {@link ConnectionSettings} in nanoseconds.
 *
 * @param head for the line and headers of a request
 * @param body for the body of a request
 * @param response for each part of a response that does not fit into the buffers of the operating system
 */
record TimeLimits(long head, long body, long response) {}
