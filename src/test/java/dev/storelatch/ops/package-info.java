/** What operators use: metrics, alert rules, the dashboard, and files for platforms. */
@NullMarked
package dev.storelatch.ops;

import org.jspecify.annotations.NullMarked;
