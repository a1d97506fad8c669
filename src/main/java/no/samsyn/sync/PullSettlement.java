package no.samsyn.sync;

import java.time.Instant;
import java.util.List;
import no.samsyn.audit.AuditAction;
import no.samsyn.model.RecordId;
import no.samsyn.model.ServerRecord;
import no.samsyn.model.ServerRecord.Presence;

/** Takes one page of the feed into the mirror: rows and cursor in one transaction, or nothing. */
final class PullSettlement {
  private final SyncStore.Tx tx;
  private final Rows rows;
  private final Audit audit;
  private final Undertaker undertaker;

  PullSettlement(SyncStore.Tx tx, Instant now) {
    this.tx = tx;
    this.rows = new Rows(tx);
    this.audit = new Audit(tx, now);
    this.undertaker = new Undertaker(tx, audit, now);
  }

  void settle(Transport.ChangesPage page, String askedWith) {
    if (page.cursor().isEmpty() || (page.more() && page.cursor().equals(askedWith))) {
      throw new BadAnswer("a page of the feed that leads nowhere");
    }
    join(page.records());
    for (var record : page.records()) {
      if (record.presence() == Presence.OUT_OF_SCOPE) {
        leaveScope(record);
      } else {
        rows.takeOver(record);
      }
    }
    new DeviceFacts(tx.facts()).moveCursor(page.cursor());
  }

  private void join(List<ServerRecord> records) {
    try {
      tx.idMap().joinAll(records);
    } catch (IllegalStateException e) {
      throw new BadAnswer("another server id than before");
    }
  }

  /**
   * We may not see the record any more. What was never sent of it is kept for a person; nothing
   * vanishes.
   */
  private void leaveScope(ServerRecord record) {
    RecordId id = record.id();
    var row = rows.find(id);
    if (!row.isPresent() || row.get().version() > record.version()) {
      return;
    }
    undertaker.buryUnsent(
        id,
        DeadLetter.Reason.of(
            DeadLetter.Kind.OUT_OF_SCOPE, "you no longer have access to this record"));
    tx.mirror().remove(id);
    audit.event(AuditAction.PULLED_OUT_OF_SCOPE, "", id.toString());
  }
}
