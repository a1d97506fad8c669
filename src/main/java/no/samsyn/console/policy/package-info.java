/**
 * The rules by which devices decide where two people changed the same record: what they are, who
 * set them, and what others would have done.
 *
 * <p>Start at {@link no.samsyn.console.policy.PolicyDesk}. It may not see JavaFX, SQL or HTTP.
 */
@NullMarked
package no.samsyn.console.policy;

import org.jspecify.annotations.NullMarked;
