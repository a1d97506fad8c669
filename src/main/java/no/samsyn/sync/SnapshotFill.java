package no.samsyn.sync;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongToIntFunction;
import no.samsyn.audit.AuditAction;
import no.samsyn.model.Fields;
import no.samsyn.model.Op;
import no.samsyn.model.RecordId;
import no.samsyn.model.Schemas;
import no.samsyn.sync.conflict.ReviewCase;
import org.jspecify.annotations.Nullable;

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
  private final Schemas schemas;
  private final DeviceFacts facts;
  private final Instant now;

  SnapshotFill(SyncStore.Tx tx, Instant now, Schemas schemas) {
    this.tx = tx;
    this.schemas = schemas;
    this.facts = new DeviceFacts(tx.facts());
    this.now = now;
  }

  /** Adds the page that was asked for; does nothing if the snapshot was begun anew meanwhile. */
  void add(Transport.SnapshotPage page, String asked) {
    if (!facts.snapshotPage().equals(asked) || !facts.cursor().isEmpty()) {
      return;
    }
    if (asked.isEmpty()) {
      tx.staging().clear();
    }
    if (page.isLast() == page.cursor().isEmpty()) {
      throw new BadAnswer("a page of the snapshot that leads nowhere");
    }
    var records = PullSettlement.known(page.records(), schemas);
    try {
      tx.idMap().joinAll(records);
    } catch (IllegalStateException e) {
      throw new BadAnswer("another server id than before");
    }
    new RecordErasure(tx, schemas, now).erase(PullSettlement.erased(records));
    tx.staging().add(records);
    facts.setSnapshotPage(page.next());
    if (page.isLast()) {
      swap(page.cursor());
    }
  }

  private void swap(String cursor) {
    var changed = recordsWithOwnChanges();
    var old = new HashMap<RecordId, MirrorRow>();
    changed.forEach(id -> tx.mirror().find(id).ifPresent(row -> old.put(id, row)));
    tx.staging().swap();
    changed.forEach(id -> layOver(id, old.get(id)));
    markReviewed();
    facts.moveCursor(cursor);
    facts.setSnapshotPage("");
    new LostRecords(tx, schemas, now).release();
    new Audit(tx, now).event(AuditAction.MIRROR_RESET, "", "own changes kept: " + changed.size());
  }

  private void markReviewed() {
    var rows = new Rows(tx);
    var open = List.of(new RecordQuery.Filter(ReviewCase.STATUS, ReviewCase.OPEN));
    eachPage(
        offset -> {
          var query = new RecordQuery(ReviewCase.ENTITY, open, "", false, SCAN_PAGE, offset);
          var page = tx.mirror().rows(query);
          for (var row : page) {
            var subject = ReviewCase.of(row.view()).subject();
            rows.relay(new RecordId(subject.entity(), subject.record()));
          }
          return page.size();
        });
  }

  /**
   * Brings own changes of {@code id} over the new mirror, or to a person where there is no place
   * for them.
   */
  private void layOver(RecordId id, @Nullable MirrorRow before) {
    var rows = new Rows(tx);
    if (tx.mirror().find(id).isPresent()) {
      rows.relay(id);
    } else if (startsWithCreate(id)) {
      rows.relay(
          new MirrorRow(
              id, "", 0, Fields.NONE, Fields.NONE, RowState.UNSENT, false, MirrorRow.NOBODY));
    } else if (before != null && (isOnItsWay(id) || mayHaveArrived(id))) {
      rows.relay(before.withoutServer());
    } else if (before != null && (!before.isOnServer() || wasDeleted(id))) {
      rows.relay(before);
    } else {
      new Undertaker(tx, new Audit(tx, now), now)
          .buryUnsent(
              id,
              DeadLetter.Reason.of(
                  DeadLetter.Kind.OUT_OF_SCOPE, "the server no longer shows this record to you"));
    }
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

  private boolean isOnItsWay(RecordId id) {
    return new LostRecords(tx, schemas, now).isOnItsWay(id);
  }

  /** Until its answer comes nobody knows what became of it, so it stays in sight. */
  private boolean mayHaveArrived(RecordId id) {
    return tx.outbox().of(id).stream().anyMatch(OutboxEntry::wasSent);
  }

  private boolean wasDeleted(RecordId id) {
    return tx.deadLetters().of(id).stream()
        .anyMatch(letter -> letter.reason().kind() == DeadLetter.Kind.RECORD_DELETED);
  }

  /** A create that is offered again after the server lost it: the record will come back by it. */
  private boolean startsWithCreate(RecordId id) {
    var entries = tx.outbox().of(id);
    return !entries.isEmpty() && entries.get(0).local().target().op() == Op.CREATE;
  }
}
