/**
 * The rules for what happens where two people changed the same record, and what others would have
 * done.
 *
 * <p>Start at {@link no.samsyn.ui.policy.PolicyViewModel}.
 */
@NullMarked
package no.samsyn.ui.policy;

import org.jspecify.annotations.NullMarked;
