package no.samsyn.sim;

import java.util.Map;
import java.util.TreeMap;

/** How often what happened: a world in which nothing happens proves nothing. */
final class Counts {
  private final TreeMap<String, Long> counts = new TreeMap<>();

  void count(String what) {
    add(what, 1);
  }

  void add(String what, long number) {
    counts.merge(what, number, Long::sum);
  }

  void add(Counts others) {
    others.counts.forEach(this::add);
  }

  long of(String what) {
    return counts.getOrDefault(what, 0L);
  }

  Map<String, Long> all() {
    return counts;
  }

  /** Returns everything per thousand of {@code seeds}, a line each. */
  String per1000(long seeds) {
    var text = new StringBuilder();
    counts.forEach(
        (what, number) ->
            text.append(
                "  "
                    + " ".repeat(Math.max(0, 28 - what.length()))
                    + what
                    + " "
                    + number * 1000 / Math.max(1, seeds)
                    + "\n"));
    return text.toString();
  }
}
