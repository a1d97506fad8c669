package no.samsyn.console;

import no.samsyn.sync.DeviceFacts;
import no.samsyn.sync.RunBudget;
import no.samsyn.sync.SyncEngine;
import no.samsyn.sync.SyncReport;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.SyncStore.Durability;

/**
 * Takes the mirror anew from the server. Outbox, dead letters, id map and audit trail are
 * untouched, and the old mirror stays in use until the new one is complete; killed in between, the
 * next run goes on.
 */
public final class Rebuild {
  private static final SyncEngine.Trigger TRIGGER = new SyncEngine.Trigger("rebuild", true);

  private final SyncStore store;
  private final SyncDesk sync;

  public Rebuild(SyncStore store, SyncDesk sync) {
    this.store = store;
    this.sync = sync;
  }

  public SyncReport run(RunBudget budget) {
    store.inTransaction(
        Durability.FORCED,
        tx -> {
          SignInDesk.requireSignedIn(tx);
          new DeviceFacts(tx.facts()).startOver();
          return true;
        });
    return sync.run(budget, TRIGGER);
  }
}
