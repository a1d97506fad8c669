package no.samsyn.console;

import no.samsyn.audit.AuditAction;
import no.samsyn.audit.AuditEvent;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Time;
import no.samsyn.sync.Account;
import no.samsyn.sync.DeviceFacts;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.SyncStore.Durability;

/**
 * Writes down that a person looked at sensitive fields. The entry is durable before they are shown:
 * whoever asks here first shows nothing that nobody knows of. Thread-safe as far as the store is.
 */
public final class Reveals {
  private final SyncStore store;
  private final Time time;

  public Reveals(SyncStore store, Time time) {
    this.store = store;
    this.time = time;
  }

  /** The sensitive fields of one record are about to be shown. */
  public void ofRecord(String entity, String key) {
    record(entity, key, "record");
  }

  /** The sensitive fields of a whole list are about to be shown. */
  public void ofList(String entity) {
    record(entity, "", "list");
  }

  private void record(String entity, String key, String detail) {
    store.inTransaction(
        Durability.FORCED,
        tx -> {
          SignInDesk.requireSignedIn(tx);
          var user = new DeviceFacts(tx.facts()).account().map(Account::user).orElse("");
          tx.audit()
              .record(
                  new AuditEvent(
                      0,
                      time.now(),
                      AuditAction.REVEALED,
                      user,
                      "",
                      entity,
                      key,
                      "",
                      0,
                      "",
                      detail),
                  FieldChanges.NONE);
          return true;
        });
  }
}
