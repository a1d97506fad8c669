/**
 * What to do where two people wrote different things: pure decisions without I/O, clock or chance,
 * so that every device decides alike.
 *
 * <p>Start at {@link no.samsyn.sync.conflict.ConflictPolicy}. Knows the model only.
 */
@NullMarked
package no.samsyn.sync.conflict;

import org.jspecify.annotations.NullMarked;
