package no.samsyn.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import no.samsyn.model.RecordId;
import no.samsyn.model.Schemas;
import no.samsyn.sync.AckJournal;
import no.samsyn.sync.Outbox;
import no.samsyn.sync.OutboxEntry;
import no.samsyn.sync.OutboxEntry.Hold;

/**
 * The outbox in memory, by device sequence number. Its due times are those of the stores in SQL, so
 * that worlds over either run at the same moments.
 */
final class InMemoryOutbox implements Outbox {
  /**
   * An entry and when it may go.
   *
   * @param dueAt {@link Instant#EPOCH} says now; whatever was postponed or leased keeps its time
   *     until somebody asks what is ready
   */
  private record Held(OutboxEntry entry, Instant dueAt, boolean isLeased) {
    static Held of(OutboxEntry entry) {
      return new Held(entry, entry.delivery().nextAttempt(), false);
    }

    Held with(OutboxEntry other) {
      return new Held(other, dueAt, isLeased);
    }

    boolean isPostponed() {
      return entry.hold() == Hold.NONE && dueAt.isAfter(Instant.EPOCH);
    }
  }

  private final UndoMap<Long, Held> bySeq;
  private final UndoMap<String, Long> seqOf;
  private final Schemas schemas;
  private final Set<String> touched;

  InMemoryOutbox(UndoMap.Log log, Schemas schemas, Set<String> touched) {
    this.bySeq = new UndoMap<>(log);
    this.seqOf = new UndoMap<>(log);
    this.schemas = schemas;
    this.touched = touched;
  }

  @Override
  public void append(OutboxEntry entry) {
    if (seqOf.has(entry.mutation())) {
      throw new IllegalStateException("queued already: " + entry.mutation());
    }
    touched.add(entry.record().entity());
    seqOf.put(entry.mutation(), entry.local().seq());
    put(Held.of(entry));
  }

  @Override
  public void rewrite(OutboxEntry entry) {
    var known = required(entry.mutation());
    if (known.entry.wasSent()) {
      throw new IllegalStateException("frozen: " + entry.mutation());
    }
    put(known.with(entry));
  }

  @Override
  public Optional<OutboxEntry> find(String mutation) {
    return seqOf.get(mutation).flatMap(bySeq::get).map(Held::entry);
  }

  @Override
  public List<OutboxEntry> of(RecordId record) {
    return entries().stream().filter(entry -> entry.record().equals(record)).toList();
  }

  @Override
  public List<OutboxEntry> inGroup(String group) {
    return entries().stream().filter(entry -> entry.local().links().group().equals(group)).toList();
  }

  @Override
  public List<OutboxEntry> ready(Instant now, int max) {
    wake(now);
    return bySeq.values().stream()
        .filter(held -> held.entry.hold() == Hold.NONE && !held.isPostponed())
        .map(Held::entry)
        .sorted(
            Comparator.comparingInt((OutboxEntry entry) -> schemas.rank(entry.record().entity()))
                .thenComparing(entry -> entry.local().seq()))
        .limit(max)
        .toList();
  }

  private void wake(Instant now) {
    for (var held : List.copyOf(bySeq.values())) {
      if (held.isPostponed() && isDue(held.dueAt, now)) {
        put(new Held(held.entry, Instant.EPOCH, false));
      }
    }
  }

  private static boolean isDue(Instant due, Instant now) {
    return !due.isAfter(now) || due.isAfter(now.plus(POSTPONED_MAX));
  }

  @Override
  public List<OutboxEntry> list(int limit, long offset) {
    return entries().stream().skip(offset).limit(limit).toList();
  }

  @Override
  public void remove(String mutation) {
    var seq = seqOf.get(mutation);
    if (seq.isEmpty()) {
      return;
    }
    var record = required(mutation).entry.record();
    touched.add(record.entity());
    bySeq.remove(seq.get());
    seqOf.remove(mutation);
    var rest = of(record);
    if (!rest.isEmpty() && rest.get(0).hold() == Hold.BEHIND_PREDECESSOR) {
      setHold(rest.get(0), Hold.NONE, "");
    }
  }

  @Override
  public String freeze(String mutation, String wireForm, Lease lease) {
    var entry = required(mutation).entry;
    var frozen = entry.wasSent() ? entry.wireForm() : wireForm;
    var sentAt = entry.wasSent() ? entry.sentAt() : lease.sentAt();
    put(
        new Held(
            new OutboxEntry(
                entry.local(), sentAt, frozen, entry.hold(), entry.waitsFor(), entry.delivery()),
            lease.until(),
            true));
    return frozen;
  }

  @Override
  public void postpone(String mutation, Delivery delivery) {
    var entry = required(mutation).entry;
    put(
        Held.of(
            new OutboxEntry(
                entry.local(),
                entry.sentAt(),
                entry.wireForm(),
                entry.hold(),
                entry.waitsFor(),
                delivery)));
  }

  @Override
  public void hold(String mutation, Hold hold, String waitsFor) {
    put(Held.of(held(required(mutation).entry, hold, waitsFor)));
  }

  @Override
  public void release(String waitsFor) {
    for (var entry : entries()) {
      var waits = entry.hold() == Hold.WAITS_FOR_RECORD || entry.hold() == Hold.NEEDS_PERSON;
      if (waits && entry.waitsFor().equals(waitsFor)) {
        var isFirst = of(entry.record()).get(0).mutation().equals(entry.mutation());
        setHold(entry, isFirst ? Hold.NONE : Hold.BEHIND_PREDECESSOR, "");
      }
    }
  }

  @Override
  public void releaseLeases() {
    for (var held : List.copyOf(bySeq.values())) {
      if (held.isLeased) {
        put(Held.of(held.entry));
      }
    }
  }

  @Override
  public void reoffer(Collection<AckJournal.Acknowledged> acknowledged) {
    for (var each : acknowledged) {
      append(
          new OutboxEntry(each.local(), each.at(), each.wireForm(), Hold.NONE, "", Delivery.FRESH));
    }
    for (var each : acknowledged) {
      var chain = of(new RecordId(each.local().target().entity(), each.local().target().record()));
      for (var i = 1; i < chain.size(); i++) {
        if (chain.get(i).hold() == Hold.NONE) {
          put(Held.of(held(chain.get(i), Hold.BEHIND_PREDECESSOR, "")));
        }
      }
    }
  }

  @Override
  public long size() {
    return bySeq.size();
  }

  @Override
  public long lowestSeq(long none) {
    return bySeq.size() == 0 ? none : bySeq.view().firstKey();
  }

  @Override
  public Optional<Instant> nextDue() {
    return bySeq.values().stream()
        .filter(Held::isPostponed)
        .map(Held::dueAt)
        .min(Comparator.naturalOrder());
  }

  private List<OutboxEntry> entries() {
    var entries = new ArrayList<OutboxEntry>();
    bySeq.values().forEach(held -> entries.add(held.entry));
    return entries;
  }

  private void setHold(OutboxEntry entry, Hold hold, String waitsFor) {
    put(required(entry.mutation()).with(held(entry, hold, waitsFor)));
  }

  private static OutboxEntry held(OutboxEntry entry, Hold hold, String waitsFor) {
    return new OutboxEntry(
        entry.local(), entry.sentAt(), entry.wireForm(), hold, waitsFor, entry.delivery());
  }

  private Held required(String mutation) {
    return seqOf
        .get(mutation)
        .flatMap(bySeq::get)
        .orElseThrow(() -> new IllegalStateException("not in the outbox: " + mutation));
  }

  private void put(Held held) {
    bySeq.put(held.entry.local().seq(), held);
  }
}
