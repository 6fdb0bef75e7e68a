/** Sequences of requests over HTTP against the whole server: an account, its log-ins, mails and orders from the first step to the last. */
@NullMarked
package dev.storelatch.flows;

import org.jspecify.annotations.NullMarked;
