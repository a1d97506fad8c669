package no.samsyn.console.policy;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import no.samsyn.audit.AuditAction;
import no.samsyn.audit.AuditEvent;
import no.samsyn.audit.AuditFilter;
import no.samsyn.audit.AuditFilter.By;
import no.samsyn.audit.Committed;
import no.samsyn.audit.SealedEntry;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.RecordId;
import no.samsyn.sync.AuditQuery;
import no.samsyn.sync.StoredEntry;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.SyncStore.Durability;

/**
 * Past conflicts out of the device's audit trail: the conflict and, right behind it, what the other
 * side was. Thread-safe as far as the store is; no transaction is longer than a page.
 */
public final class TrailConflicts implements PastConflicts {
  private static final int PAGE = 200;
  private static final String UNNAMED = "~"; // begins what stands for a field without a name

  private final SyncStore store;

  public TrailConflicts(SyncStore store) {
    this.store = store;
  }

  @Override
  public void each(Instant since, Consumer<PastConflict> work) {
    var all = AuditFilter.ALL;
    var filter = all.during(since, all.until()).with(By.ACTION, AuditAction.CONFLICTED.code());
    var query = AuditQuery.oldest(filter, PAGE);
    var isMore = true;
    while (isMore) {
      var page = query;
      var events =
          store.inTransaction(
              Durability.RELAXED,
              tx -> {
                var found = tx.audit().find(page);
                found.forEach(event -> read(tx, event).ifPresent(work));
                return found;
              });
      isMore = events.size() == PAGE;
      if (isMore) {
        query = query.after(AuditQuery.Mark.of(events.get(events.size() - 1)));
      }
    }
  }

  /** A damaged entry is said by the trail's own verification, and left out here. */
  private static Optional<PastConflict> read(SyncStore.Tx tx, AuditEvent event) {
    var pair = tx.audit().stored(event.index() - 1, 2);
    if (pair.size() == 2
        && pair.get(0) instanceof StoredEntry.Whole mine
        && pair.get(1) instanceof StoredEntry.Whole theirs
        && theirs.sealed().entry().link().action().equals(AuditAction.THEIRS.code())) {
      var isWhole =
          isWhole(mine.sealed()) && isWhole(theirs.sealed()) && !event.mutation().isEmpty();
      return Optional.of(
          new PastConflict(
              event.mutation(),
              event.at(),
              new RecordId(event.entity(), event.key()),
              isWhole ? told(mine.sealed()) : NOTHING,
              isWhole ? told(theirs.sealed()) : NOTHING,
              event.outcome(),
              isWhole));
    }
    return Optional.empty();
  }

  private static final PastConflict.Told NOTHING = new PastConflict.Told(FieldChanges.NONE, false);

  /** Nothing that the entry commits to is erased, and every field has its name. */
  private static boolean isWhole(SealedEntry sealed) {
    var particulars = sealed.entry().particulars();
    return sealed.open().keySet().equals(particulars.commitments().keySet())
        && particulars.fields().stream().noneMatch(field -> field.startsWith(UNNAMED));
  }

  private static PastConflict.Told told(SealedEntry sealed) {
    return new PastConflict.Told(sealed.changes(), !sealed.text(Committed.ON_BEHALF_OF).isEmpty());
  }
}
