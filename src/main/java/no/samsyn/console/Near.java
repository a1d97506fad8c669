package no.samsyn.console;

import java.util.Collection;
import java.util.Optional;

/** Finds the name that somebody who mistyped probably meant. Pure. */
public final class Near {
  private static final int TYPOS_MAX = 3; // beyond that a guess annoys more than it helps

  private Near() {}

  public static Optional<String> to(String typed, Collection<String> names) {
    Optional<String> best = Optional.empty();
    var bestDistance = TYPOS_MAX + 1;
    for (var name : names) {
      var distance = distance(typed, name);
      if (distance < bestDistance && distance < name.length()) {
        bestDistance = distance;
        best = Optional.of(name);
      }
    }
    return best;
  }

  /** Returns " Did you mean x?" or nothing. */
  public static String question(String typed, Collection<String> names) {
    return to(typed, names).map(name -> " Did you mean " + name + "?").orElse("");
  }

  /** How many letters have to be put in, taken out or exchanged (Levenshtein). */
  private static int distance(String a, String b) {
    var row = new int[b.length() + 1];
    for (var j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (var i = 1; i <= a.length(); i++) {
      var diagonal = row[0];
      row[0] = i;
      for (var j = 1; j <= b.length(); j++) {
        var exchanged = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(exchanged, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
