package no.samsyn.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import no.samsyn.audit.AuditAction;
import no.samsyn.audit.AuditEvent;
import no.samsyn.audit.AuditFact;
import no.samsyn.audit.AuditFilter;
import no.samsyn.audit.ChainHead;
import no.samsyn.audit.Committed;
import no.samsyn.audit.HashChain;
import no.samsyn.audit.SealedEntry;
import no.samsyn.model.Chance;
import no.samsyn.model.FieldChanges;
import no.samsyn.sync.AuditQuery;
import no.samsyn.sync.AuditTrail;
import no.samsyn.sync.DeviceFacts;
import no.samsyn.sync.Facts;
import no.samsyn.sync.StoredEntry;

/** The chain in memory. Finds by looking at every entry. */
final class InMemoryTrail implements AuditTrail {
  private final UndoMap<Long, StoredEntry.Whole> entries;
  private final Facts facts;
  private final Chance chance;

  InMemoryTrail(UndoMap<Long, StoredEntry.Whole> entries, Facts facts, Chance chance) {
    this.entries = entries;
    this.facts = facts;
    this.chance = chance;
  }

  @Override
  public void record(AuditEvent event, FieldChanges changes) {
    var device = new DeviceFacts(facts).device(event.at(), chance);
    var chain = HashChain.from(head());
    var sealed =
        AuditFact.of(chain.head().tenant(), device, event, changes)
            .seal(chain.head().index() + 1, chance);
    chain.append(sealed.entry().link());
    entries.put(sealed.entry().index(), new StoredEntry.Whole(sealed, chain.head()));
  }

  /** Takes the open values from the entries that {@code wanted} chooses, and returns how many. */
  long empty(Predicate<AuditEvent> wanted) {
    var count = 0L;
    for (var stored : new ArrayList<>(entries.values())) {
      if (wanted.test(event(stored))) {
        var sealed = new SealedEntry(stored.sealed().entry(), Map.of());
        entries.put(stored.index(), new StoredEntry.Whole(sealed, stored.head()));
        count++;
      }
    }
    return count;
  }

  @Override
  public List<AuditEvent> list(long afterIndex, int limit) {
    return entries.view().tailMap(afterIndex, false).values().stream()
        .limit(limit)
        .map(InMemoryTrail::event)
        .toList();
  }

  private static AuditEvent event(StoredEntry.Whole stored) {
    var sealed = stored.sealed();
    var link = sealed.entry().link();
    return new AuditEvent(
        link.index(),
        link.at(),
        AuditAction.ofCode(link.action()),
        sealed.text(Committed.ACTOR),
        sealed.text(Committed.ON_BEHALF_OF),
        link.entity(),
        sealed.text(Committed.RECORD),
        sealed.text(Committed.MUTATION),
        sealed.entry().particulars().version(),
        link.outcome(),
        sealed.text(Committed.DETAIL));
  }

  @Override
  public List<AuditEvent> find(AuditQuery query) {
    var order = Comparator.comparing(AuditEvent::at).thenComparing(AuditEvent::index);
    var events = new ArrayList<AuditEvent>();
    matching(query.filter()).forEach(stored -> events.add(event(stored)));
    events.sort(query.isNewestFirst() ? order.reversed() : order);
    return events.stream().filter(event -> isAfter(query, event)).limit(query.limit()).toList();
  }

  private static boolean isAfter(AuditQuery query, AuditEvent event) {
    var mark = query.after();
    if (mark.equals(AuditQuery.Mark.NONE)) {
      return true;
    }
    var byTime = event.at().compareTo(mark.at());
    var compared = byTime == 0 ? Long.compare(event.index(), mark.index()) : byTime;
    return query.isNewestFirst() ? compared < 0 : compared > 0;
  }

  private List<StoredEntry.Whole> matching(AuditFilter filter) {
    return entries.values().stream()
        .filter(
            stored ->
                filter.matches(
                    stored.sealed().entry().link(),
                    stored.sealed().text(Committed.ACTOR),
                    stored.sealed().text(Committed.RECORD)))
        .toList();
  }

  @Override
  public long count(AuditFilter filter) {
    return matching(filter).size();
  }

  @Override
  public List<StoredEntry> stored(long afterIndex, int limit) {
    return List.copyOf(
        entries.view().tailMap(afterIndex, false).values().stream().limit(limit).toList());
  }

  @Override
  public ChainHead head() {
    return entries.size() == 0
        ? ChainHead.beforeFirst(new DeviceFacts(facts).trailTenant(Instant.EPOCH, chance))
        : entries.view().lastEntry().getValue().head();
  }
}
