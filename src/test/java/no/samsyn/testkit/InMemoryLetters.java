package no.samsyn.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import no.samsyn.model.RecordId;
import no.samsyn.sync.DeadLetter;
import no.samsyn.sync.DeadLetters;

/** Dead letters in memory. */
final class InMemoryLetters implements DeadLetters {
  private final UndoMap<String, DeadLetter> open;
  private final UndoMap<String, DeadLetter> discarded;

  InMemoryLetters(UndoMap.Log log) {
    this.open = new UndoMap<>(log);
    this.discarded = new UndoMap<>(log);
  }

  @Override
  public void add(DeadLetter letter) {
    if (!open.has(letter.mutation())) {
      open.put(letter.mutation(), letter);
    }
  }

  @Override
  public Optional<DeadLetter> find(String mutation) {
    return open.get(mutation);
  }

  @Override
  public List<DeadLetter> of(RecordId record) {
    return bySeq(open).stream().filter(letter -> letter.record().equals(record)).toList();
  }

  @Override
  public List<DeadLetter> list(int limit, long offset) {
    return bySeq(open).stream().skip(offset).limit(limit).toList();
  }

  @Override
  public void remove(String mutation) {
    open.remove(mutation);
  }

  @Override
  public void discard(String mutation, String reason, Instant at) {
    open.get(mutation).ifPresent(letter -> discarded.put(mutation, letter));
    open.remove(mutation);
  }

  @Override
  public List<DeadLetter> discarded(int limit, long offset) {
    return bySeq(discarded).stream().skip(offset).limit(limit).toList();
  }

  long erase(RecordId record) {
    var count = 0L;
    for (var letters : List.of(open, discarded)) {
      for (var letter : bySeq(letters)) {
        if (letter.record().equals(record)) {
          letters.remove(letter.mutation());
          count++;
        }
      }
    }
    return count;
  }

  @Override
  public long size() {
    return open.size();
  }

  private static List<DeadLetter> bySeq(UndoMap<String, DeadLetter> letters) {
    var sorted = new ArrayList<>(letters.values());
    sorted.sort(Comparator.comparingLong(letter -> letter.mine().seq()));
    return sorted;
  }
}
