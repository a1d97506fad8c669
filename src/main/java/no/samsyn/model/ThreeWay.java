package no.samsyn.model;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Three versions of one record held against each other, field by field: what it was, what I made of
 * it, what they made of it.
 *
 * <p>Pure and complete: every field of any of the three has exactly one finding. The laws stand in
 * {@code ThreeWayTest}.
 */
public record ThreeWay(Map<String, Finding> findings) {

  /** What happened to one field. */
  public enum Finding {
    UNCHANGED,
    ONLY_MINE,
    ONLY_THEIRS,
    /** Both made the same of it. */
    SAME,
    /** Both changed it, and differently. */
    CONTESTED
  }

  public ThreeWay {
    findings = Collections.unmodifiableMap(new TreeMap<>(findings));
  }

  public static ThreeWay compare(Fields base, Fields mine, Fields theirs) {
    var names = new TreeSet<>(base.names());
    names.addAll(mine.names());
    names.addAll(theirs.names());
    var findings = new TreeMap<String, Finding>();
    for (var name : names) {
      findings.put(name, find(base.get(name), mine.get(name), theirs.get(name)));
    }
    return new ThreeWay(findings);
  }

  private static Finding find(Value base, Value mine, Value theirs) {
    var mineChanged = !mine.equals(base);
    var theirsChanged = !theirs.equals(base);
    if (mineChanged && theirsChanged) {
      return mine.equals(theirs) ? Finding.SAME : Finding.CONTESTED;
    }
    if (mineChanged) {
      return Finding.ONLY_MINE;
    }
    return theirsChanged ? Finding.ONLY_THEIRS : Finding.UNCHANGED;
  }

  public Set<String> contested() {
    return fieldsThatAre(Finding.CONTESTED);
  }

  public Set<String> fieldsThatAre(Finding finding) {
    var names = new TreeSet<String>();
    findings.forEach(
        (name, found) -> {
          if (found == finding) {
            names.add(name);
          }
        });
    return names;
  }

  /**
   * Lays over {@code theirs} every field of {@code mine} that only I changed; contested fields stay
   * theirs.
   */
  public Fields merge(Fields mine, Fields theirs) {
    return take(mine, theirs, fieldsThatAre(Finding.ONLY_MINE));
  }

  /** As {@link #merge}, but contested fields become mine. */
  public Fields mergeTakingMine(Fields mine, Fields theirs) {
    var names = fieldsThatAre(Finding.ONLY_MINE);
    names.addAll(contested());
    return take(mine, theirs, names);
  }

  private static Fields take(Fields mine, Fields theirs, Set<String> names) {
    var result = theirs;
    for (var name : names) {
      result = result.with(name, mine.get(name));
    }
    return result;
  }
}
