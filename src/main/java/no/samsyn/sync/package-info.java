/**
 * The offline-first sync engine: moves local edits to the server and remote edits to this device
 * without losing either.
 *
 * <p>Start at {@link no.samsyn.sync.SyncEngine#run}, and at {@link no.samsyn.sync.LocalEdits} for
 * what a person's save does. One run drains the outbox, then pulls changes past the cursor; it is
 * bounded, idempotent, and safe to kill at any instruction.
 *
 * <p>This package runs unchanged on the desktop and on phones. Everything it needs from outside is
 * a port declared here and implemented elsewhere: {@link no.samsyn.sync.SyncStore}, {@link
 * no.samsyn.sync.Transport}, {@link no.samsyn.sync.Pauses}, and the clocks and chance of the model.
 * It never sleeps, starts a thread or reads a clock by itself.
 */
@NullMarked
package no.samsyn.sync;

import org.jspecify.annotations.NullMarked;
