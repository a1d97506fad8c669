package no.samsyn.model;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The fields that one edit changed, each with its value before and after. Immutable; an edit may
 * change nothing.
 */
public record FieldChanges(Map<String, FieldChange> byName) {
  public static final FieldChanges NONE = new FieldChanges(Map.of());

  public FieldChanges {
    byName = Collections.unmodifiableMap(new TreeMap<>(byName));
  }

  public static FieldChanges between(Fields before, Fields after) {
    var names = new TreeSet<>(before.names());
    names.addAll(after.names());
    var changes = new TreeMap<String, FieldChange>();
    for (var name : names) {
      if (!before.get(name).equals(after.get(name))) {
        changes.put(name, new FieldChange(before.get(name), after.get(name)));
      }
    }
    return new FieldChanges(changes);
  }

  public boolean isEmpty() {
    return byName.isEmpty();
  }

  public Set<String> names() {
    return byName.keySet();
  }

  /** Sets every changed field to its value after, whatever it was before. */
  public Fields applyTo(Fields fields) {
    var result = new TreeMap<>(fields.values());
    byName.forEach(
        (name, change) -> {
          if (change.after() instanceof Value.Absent) {
            result.remove(name);
          } else {
            result.put(name, change.after());
          }
        });
    return new Fields(result);
  }

  /**
   * Returns this edit followed by {@code later} as one edit: the oldest before, the newest after.
   */
  public FieldChanges then(FieldChanges later) {
    var joined = new TreeMap<>(byName);
    later.byName.forEach(
        (name, change) -> {
          var earlier = byName.get(name);
          var before = earlier == null ? change.before() : earlier.before();
          if (before.equals(change.after())) {
            joined.remove(name);
          } else {
            joined.put(name, new FieldChange(before, change.after()));
          }
        });
    return new FieldChanges(joined);
  }

  /**
   * As {@link #then(FieldChanges)}, but keeps a field that came back to what it was where the
   * server has another value by now: the author wants this one.
   */
  public FieldChanges then(FieldChanges later, Fields server) {
    var joined = new TreeMap<>(then(later).byName);
    later.byName.forEach(
        (name, change) -> {
          if (!joined.containsKey(name) && !server.get(name).equals(change.after())) {
            joined.put(name, new FieldChange(server.get(name), change.after()));
          }
        });
    return new FieldChanges(joined);
  }

  @Override
  public String toString() {
    return "FieldChanges" + byName.keySet();
  }
}
