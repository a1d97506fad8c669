package no.samsyn.sim;

import java.util.Map;
import no.samsyn.sim.Operation.Kind;

/**
 * What happens more often in some worlds than in others: what has to meet within minutes to do harm
 * would meet once in thousands of usual worlds.
 */
enum Profile {
  USUAL(Map.of()),
  /** The server comes back from backups, and devices lose their place in the feed. */
  BACKUPS(Map.of(Kind.BACK_UP, 8, Kind.PUT_BACK, 8, Kind.REBUILD, 8));

  private final Map<Kind, Integer> more;

  Profile(Map<Kind, Integer> more) {
    this.more = more;
  }

  int more(Kind kind) {
    return more.getOrDefault(kind, 0);
  }

  /** Half of the worlds are usual ones; the others share the rest. */
  static Profile of(int drawn) {
    var others = values().length - 1;
    return drawn % 2 == 0 ? USUAL : values()[1 + drawn / 2 % others];
  }
}
