package no.samsyn.sync;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import no.samsyn.audit.AuditAction;
import no.samsyn.model.RecordId;
import no.samsyn.model.Schemas;
import no.samsyn.model.ServerRecord;
import no.samsyn.model.ServerRecord.Presence;

/** Takes one page of the feed into the mirror: rows and cursor in one transaction, or nothing. */
final class PullSettlement {
  private final SyncStore.Tx tx;
  private final Schemas schemas;
  private final ToldTwice toldTwice;
  private final Rows rows;
  private final Audit audit;
  private final Undertaker undertaker;
  private final Instant now;

  PullSettlement(SyncStore.Tx tx, EnginePorts ports, Instant now) {
    this.tx = tx;
    this.schemas = ports.schemas();
    this.now = now;
    this.toldTwice = new ToldTwice(tx, ports, now);
    this.rows = new Rows(tx);
    this.audit = new Audit(tx, now);
    this.undertaker = new Undertaker(tx, audit, now);
  }

  /** Takes the page in; does nothing if the cursor is no longer the one it was asked with. */
  void settle(Transport.ChangesPage page, String askedWith) {
    if (page.cursor().isEmpty() || (page.more() && page.cursor().equals(askedWith))) {
      throw new BadAnswer("a page of the feed that leads nowhere");
    }
    var facts = new DeviceFacts(tx.facts());
    if (!facts.cursor().equals(askedWith)) {
      return;
    }
    var records = known(page.records(), schemas);
    join(records);
    var anybodyWaits = tx.outbox().size() > 0;
    var erased = erased(records);
    new RecordErasure(tx, schemas, now).erase(erased); // first: nothing of them is looked at again
    var fresh = new ArrayList<RecordId>();
    for (var record : records) {
      if (erased.contains(record.id())) {
        continue;
      }
      if (record.presence() == Presence.OUT_OF_SCOPE) {
        leaveScope(record);
      } else {
        takeOver(record, fresh);
      }
      if (anybodyWaits) {
        tx.outbox().release(record.id().key());
      }
    }
    fresh.forEach(toldTwice::look); // last: the decision that made one of them comes behind it
    facts.moveCursor(page.cursor());
  }

  private void takeOver(ServerRecord record, List<RecordId> fresh) {
    if (toldTwice.isAbout(record.id().entity()) && !rows.find(record.id()).isPresent()) {
      fresh.add(record.id());
    }
    rows.takeOver(record);
  }

  /**
   * Returns the records of types that this program knows; a newer program takes a snapshot of the
   * others.
   */
  static List<ServerRecord> known(List<ServerRecord> records, Schemas schemas) {
    var known = new ArrayList<ServerRecord>();
    for (var record : records) {
      if (schemas.find(record.id().entity()).isPresent()) {
        known.add(record);
      }
    }
    return known;
  }

  /** Returns the records of which nothing may be left here. */
  static Set<RecordId> erased(List<ServerRecord> records) {
    var erased = new LinkedHashSet<RecordId>();
    for (var record : records) {
      if (record.presence() == Presence.ERASED) {
        erased.add(record.id());
      }
    }
    return erased;
  }

  private void join(List<ServerRecord> records) {
    try {
      tx.idMap().joinAll(records);
    } catch (IllegalStateException e) {
      throw new BadAnswer("another server id than before");
    }
  }

  /**
   * We may not see the record any more. What was never sent of it is kept for a person; what was
   * sent stays in sight until its answer comes. Nothing vanishes.
   */
  private void leaveScope(ServerRecord record) {
    RecordId id = record.id();
    var row = rows.find(id);
    if (!row.isPresent() || row.get().version() > record.version()) {
      return;
    }
    undertaker.loseAccess(id);
    audit.event(AuditAction.PULLED_OUT_OF_SCOPE, "", id.toString());
  }
}
