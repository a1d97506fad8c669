package no.samsyn.sync;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongToIntFunction;
import no.samsyn.audit.AuditAction;
import no.samsyn.model.Fields;
import no.samsyn.model.Op;
import no.samsyn.model.RecordId;

/**
 * Fills a new mirror beside the old one from the pages of a snapshot, and swaps the two in one
 * transaction.
 *
 * <p>Outbox, dead letters, id map, journal and audit are untouched by the swap; own changes are
 * laid over the new rows. What was staged survives a crash, and a cut snapshot goes on with the
 * page that it asks for next.
 */
final class SnapshotFill {
  private static final int SCAN_PAGE = 1_000;

  private final SyncStore.Tx tx;
  private final DeviceFacts facts;
  private final Instant now;

  SnapshotFill(SyncStore.Tx tx, Instant now) {
    this.tx = tx;
    this.facts = new DeviceFacts(tx.facts());
    this.now = now;
  }

  /** Adds one page. On the last one the new mirror takes the place of the old. */
  void add(Transport.SnapshotPage page) {
    if (facts.snapshotPage().isEmpty()) {
      tx.staging().clear();
    }
    if (page.isLast() == page.cursor().isEmpty()) {
      throw new BadAnswer("a page of the snapshot that leads nowhere");
    }
    try {
      tx.idMap().joinAll(page.records());
    } catch (IllegalStateException e) {
      throw new BadAnswer("another server id than before");
    }
    tx.staging().add(page.records());
    facts.setSnapshotPage(page.next());
    if (page.isLast()) {
      swap(page.cursor());
    }
  }

  private void swap(String cursor) {
    var kept = rowsWithOwnChanges();
    tx.staging().swap();
    var rows = new Rows(tx);
    for (var old : kept.values()) {
      if (tx.mirror().find(old.id()).isPresent()) {
        rows.relay(old.id());
      } else if (!old.isOnServer() || startsWithCreate(old.id())) {
        rows.relay(
            new MirrorRow(
                old.id(),
                old.serverId(),
                0,
                Fields.NONE,
                Fields.NONE,
                RowState.UNSENT,
                false,
                MirrorRow.NOBODY));
      } else {
        new Undertaker(tx, new Audit(tx, now), now)
            .buryUnsent(
                old.id(),
                DeadLetter.Reason.of(
                    DeadLetter.Kind.OUT_OF_SCOPE, "the server no longer shows this record to you"));
      }
    }
    facts.moveCursor(cursor);
    facts.setSnapshotPage("");
    new Audit(tx, now).event(AuditAction.MIRROR_RESET, "", "own changes kept: " + kept.size());
  }

  private Map<RecordId, MirrorRow> rowsWithOwnChanges() {
    var kept = new LinkedHashMap<RecordId, MirrorRow>();
    for (var id : recordsWithOwnChanges()) {
      tx.mirror().find(id).ifPresent(row -> kept.put(id, row));
    }
    return kept;
  }

  private Set<RecordId> recordsWithOwnChanges() {
    var ids = new LinkedHashSet<RecordId>();
    eachPage(
        offset -> {
          var page = tx.outbox().list(SCAN_PAGE, offset);
          page.forEach(entry -> ids.add(entry.record()));
          return page.size();
        });
    eachPage(
        offset -> {
          var page = tx.deadLetters().list(SCAN_PAGE, offset);
          page.forEach(letter -> ids.add(letter.record()));
          return page.size();
        });
    return ids;
  }

  /** Calls {@code page} with rising offsets until it returns less than a whole page. */
  private static void eachPage(LongToIntFunction page) {
    var offset = 0L;
    while (page.applyAsInt(offset) == SCAN_PAGE) {
      offset += SCAN_PAGE;
    }
  }

  /** A create that is offered again after the server lost it: the record will come back by it. */
  private boolean startsWithCreate(RecordId id) {
    var entries = tx.outbox().of(id);
    return !entries.isEmpty() && entries.get(0).local().target().op() == Op.CREATE;
  }
}
