package no.samsyn.crash;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.samsyn.model.RecordId;

/**
 * What people typed and were told is saved: the theme that must stand in each record in the end,
 * and the mutations that carry it. Each record has a place of its own. For one thread.
 */
final class Typed {
  static final String PLACE = "Kafé nr. "; // and a number: nobody else's place begins so

  /** What stands in one record. */
  record Content(String place, String theme) {}

  private final Map<String, Content> contents = new LinkedHashMap<>();
  private final List<RecordId> records = new ArrayList<>();
  private final Set<String> mutations = new HashSet<>();
  private int numbers;

  Typed() {}

  private Typed(Typed other) {
    contents.putAll(other.contents);
    records.addAll(other.records);
    mutations.addAll(other.mutations);
    numbers = other.numbers;
  }

  Typed copy() {
    return new Typed(this);
  }

  /** Returns a text that nobody has typed yet. */
  String unique(String text) {
    return text + ++numbers;
  }

  void created(RecordId record, String mutation, Content content) {
    if (contents.put(record.key(), content) != null) {
      throw new AssertionError("the key is used already: " + record);
    }
    records.add(record);
    mutations.add(mutation);
  }

  /** {@code mutation} may be an earlier one, which the edit has joined. */
  void edited(RecordId record, String mutation, String theme) {
    contents.computeIfPresent(record.key(), (key, old) -> new Content(old.place(), theme));
    mutations.add(mutation);
  }

  List<RecordId> records() {
    return records;
  }

  Map<String, Content> contents() {
    return contents;
  }

  Set<String> mutations() {
    return mutations;
  }
}
