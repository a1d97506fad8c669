package no.samsyn.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which entries somebody asks for: a period, and for each of five things the values that will do;
 * none means any. Immutable and pure.
 *
 * <p>{@link #text} is the one text of a filter, and {@link #parse} reads it back: it stands in
 * every export, so that a stranger can check what is shown against it.
 */
public record AuditFilter(Instant from, Instant until, Map<By, SortedSet<String>> wanted) {
  static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

  /** Everything. */
  public static final AuditFilter ALL = new AuditFilter(FIRST, LAST, Map.of());

  private static final String EVERYTHING = "everything";

  /** What one can ask for. The names stand in exports; never rename. */
  public enum By {
    ACTOR,
    RECORD,
    ENTITY,
    ACTION,
    OUTCOME;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    boolean isName() {
      return this == ACTOR || this == RECORD;
    }
  }

  public AuditFilter {
    var copy = new EnumMap<By, SortedSet<String>>(By.class);
    wanted.forEach(
        (by, values) -> {
          if (!values.isEmpty()) {
            copy.put(by, Collections.unmodifiableSortedSet(new TreeSet<>(values)));
          }
        });
    wanted = Collections.unmodifiableMap(copy);
    if (from.isBefore(FIRST) || until.isAfter(LAST)) {
      throw new IllegalArgumentException("a period outside of the years 0000 to 9999");
    }
  }

  /** Narrows to a period: {@code from} is in it, {@code until} is not. */
  public AuditFilter during(Instant from, Instant until) {
    return new AuditFilter(from, until, wanted);
  }

  /** Narrows to these values of {@code by}. */
  public AuditFilter with(By by, String... values) {
    var changed = new EnumMap<By, SortedSet<String>>(By.class);
    changed.putAll(wanted);
    changed.put(by, new TreeSet<>(List.of(values)));
    return new AuditFilter(from, until, changed);
  }

  /** Returns whether an entry with these names behind its commitments is asked for. */
  public boolean matches(ChainLink link, String actor, String record) {
    return matches(link) && allows(By.ACTOR, actor) && allows(By.RECORD, record);
  }

  /** Returns whether it is asked for as far as its clear members tell. */
  public boolean matches(ChainLink link) {
    return !link.at().isBefore(from)
        && (link.at().isBefore(until) || until.equals(LAST))
        && allows(By.ENTITY, link.entity())
        && allows(By.ACTION, link.action())
        && allows(By.OUTCOME, link.outcome());
  }

  /** Returns whether the clear members of an entry do not suffice to decide. */
  public boolean asksForNames() {
    return wanted.containsKey(By.ACTOR) || wanted.containsKey(By.RECORD);
  }

  private boolean allows(By by, String value) {
    var values = wanted.get(by);
    return values == null || values.contains(value);
  }

  public boolean isAny(By by) {
    return !wanted.containsKey(by);
  }

  /** Returns the values that will do; none where any will. */
  public SortedSet<String> values(By by) {
    var values = wanted.get(by);
    return values == null ? Collections.emptySortedSet() : values;
  }

  /** Returns the last millisecond of the period: its end is not in it, but for the end of time. */
  public long lastMillis() {
    return until.equals(LAST) ? until.toEpochMilli() : until.toEpochMilli() - 1;
  }

  /** Returns this filter as a control export states it: it names nobody. */
  AuditFilter under(Pseudonyms pseudonyms) {
    var renamed = new EnumMap<By, SortedSet<String>>(By.class);
    wanted.forEach(
        (by, values) -> {
          var names = new TreeSet<String>();
          values.forEach(value -> names.add(by.isName() ? renamed(by, value, pseudonyms) : value));
          renamed.put(by, names);
        });
    return new AuditFilter(from, until, renamed);
  }

  private static String renamed(By by, String value, Pseudonyms pseudonyms) {
    return by == By.ACTOR ? pseudonyms.person(value) : pseudonyms.record(value);
  }

  /** Returns for example {@code from=2026-01-01T00:00:00.000Z actor=kari action=saved,sent}. */
  public String text() {
    var parts = new ArrayList<String>();
    if (!from.equals(FIRST)) {
      parts.add("from=" + Members.text(from));
    }
    if (!until.equals(LAST)) {
      parts.add("until=" + Members.text(until));
    }
    wanted.forEach(
        (by, values) -> {
          var quoted = new ArrayList<String>();
          values.forEach(value -> quoted.add(FilterText.quote(value)));
          parts.add(by.word() + "=" + String.join(",", quoted));
        });
    return parts.isEmpty() ? EVERYTHING : String.join(" ", parts);
  }

  /** Reads exactly what {@link #text} writes, or throws IllegalArgumentException. */
  public static AuditFilter parse(String text) {
    var filter = text.equals(EVERYTHING) ? ALL : parseParts(text);
    if (!filter.text().equals(text)) {
      throw new IllegalArgumentException("not the text of a filter");
    }
    return filter;
  }

  private static AuditFilter parseParts(String text) {
    var from = FIRST;
    var until = LAST;
    var wanted = new EnumMap<By, SortedSet<String>>(By.class);
    for (var part : FilterText.split(text, ' ')) {
      var equals = part.indexOf('=');
      var word = part.substring(0, Math.max(0, equals));
      var values = part.substring(equals + 1);
      if (word.equals("from")) {
        from = FilterText.time(values);
      } else if (word.equals("until")) {
        until = FilterText.time(values);
      } else {
        wanted.put(by(word), FilterText.values(values));
      }
    }
    return new AuditFilter(from, until, wanted);
  }

  private static By by(String word) {
    for (var by : By.values()) {
      if (by.word().equals(word)) {
        return by;
      }
    }
    throw new IllegalArgumentException("not the text of a filter");
  }

  @Override
  public String toString() {
    return "AuditFilter" + Set.copyOf(wanted.keySet()); // it may name people
  }
}
