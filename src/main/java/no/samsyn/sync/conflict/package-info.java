/**
 * Conflicts, the policy that settles them, and the settlement: pure decisions.
 *
 * <p>It does no I/O and asks no clock. Portable.
 */
@NullMarked
package no.samsyn.sync.conflict;

import org.jspecify.annotations.NullMarked;
