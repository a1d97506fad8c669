package no.samsyn.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import no.samsyn.model.RecordId;

/**
 * What people typed and were told is saved, written down outside of the program. Each value is the
 * only one of its kind, so that the lost one has a name.
 */
final class Ledger {
  static final String MARK = "typed-";

  /**
   * A value that somebody typed.
   *
   * @param saw what stood there on the screen
   */
  record Typed(
      long number, String value, String device, RecordId record, String field, String saw) {}

  /** Anything by which a person on a device takes the place of own earlier values of a record. */
  private record Overriding(long number, String device, RecordId record) {}

  private final List<Typed> all = new ArrayList<>();
  private final Map<String, Typed> byValue = new HashMap<>();
  private final List<Overriding> overriding = new ArrayList<>();
  private final Set<String> seenInReviews = new HashSet<>();
  private long numbers;

  String newValue(String device) {
    numbers++;
    return MARK + device + "-" + numbers;
  }

  void saved(String value, String device, RecordId record, String field, String saw) {
    var typed = new Typed(++numbers, value, device, record, field, saw);
    all.add(typed);
    byValue.put(value, typed);
  }

  /** They are lost with what they were written on. */
  void forget(Predicate<Typed> lost) {
    all.removeIf(lost);
  }

  /** A delete, or a decision about the record: own values from before may end by it. */
  void overrode(String device, RecordId record) {
    overriding.add(new Overriding(++numbers, device, record));
  }

  /** What stood in a review that somebody decided: that person has seen it. */
  void sawInReview(String device, Set<String> values) {
    values.forEach(value -> seenInReviews.add(device + " " + value));
  }

  boolean hasSeenInReview(String device, String value) {
    return seenInReviews.contains(device + " " + value);
  }

  List<Typed> all() {
    return all;
  }

  Optional<Typed> of(String value) {
    return Optional.ofNullable(byValue.get(value));
  }

  /** Returns whether the same person took the place of the value on the same device afterwards. */
  boolean isOvertyped(Typed typed) {
    for (var later : all) {
      if (later.number > typed.number
          && later.device.equals(typed.device)
          && later.record.equals(typed.record)
          && later.field.equals(typed.field)) {
        return true;
      }
    }
    for (var later : overriding) {
      if (later.number > typed.number
          && later.device.equals(typed.device)
          && later.record.equals(typed.record)) {
        return true;
      }
    }
    return false;
  }
}
