/**
 * Two versions of one record, and the person who decides: the queue, the case, and who said what.
 *
 * <p>Start at {@link no.samsyn.ui.review.ReviewViewModel}. What a decision does is the engine's;
 * here it is shown, worded and asked for.
 */
@NullMarked
package no.samsyn.ui.review;

import org.jspecify.annotations.NullMarked;
