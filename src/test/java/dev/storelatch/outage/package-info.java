/** Failures of the server, the database and the mail server, with real processes. */
@NullMarked
package dev.storelatch.outage;

import org.jspecify.annotations.NullMarked;
