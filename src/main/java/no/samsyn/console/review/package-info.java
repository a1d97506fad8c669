/**
 * What people do where two versions of a record wait for one of them: the queue, one case, a
 * decision, many decisions by a rule, and the way back.
 *
 * <p>Start at {@link no.samsyn.console.review.ReviewDesk}. The engine decides what a decision does;
 * here it is read, shown and worded. It may not see JavaFX, SQL or HTTP.
 */
@NullMarked
package no.samsyn.console.review;

import org.jspecify.annotations.NullMarked;
