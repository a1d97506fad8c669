package no.samsyn.sim;

import no.samsyn.sim.Operation.Kind;

/**
 * What happens more often in some worlds than in others: what has to meet within minutes to do harm
 * would meet once in thousands of usual worlds.
 */
enum Profile {
  USUAL,
  /** The server comes back from backups, and devices lose their place in the feed. */
  BACKUPS {
    @Override
    int more(Kind kind) {
      return kind == Kind.BACK_UP || kind == Kind.PUT_BACK || kind == Kind.REBUILD ? OFTEN : 0;
    }
  },
  /** An older copy of a device's store takes its place; asked for by name only. */
  COPIES {
    @Override
    int more(Kind kind) {
      return switch (kind) {
        case COPY_STORE -> OFTEN;
        case PUT_COPY_BACK, RESTORE_OWN_BACKUP -> OFTEN / 2;
        case PUT_BACK -> -1; // never: what both lost is waited for, for longer than a world lasts
        default -> 0;
      };
    }
  },
  /** Mentors move between units, and users are locked out for a while; asked for by name only. */
  ACCESS {
    @Override
    int more(Kind kind) {
      return kind == Kind.MOVE_MENTOR || kind == Kind.LOCK_OUT ? OFTEN : 0;
    }
  };

  /** Beside the weights of the kinds: nearly as often as a decision. */
  private static final int OFTEN = 8;

  /** Returns the test that plays such worlds. */
  String test() {
    return switch (this) {
      case USUAL, BACKUPS -> "nothingIsLost*";
      case COPIES -> "whoseStoreIsPutBack*";
      case ACCESS -> "whoLosesAccess*";
    };
  }

  /** Returns what is added to the weight of {@code kind}. */
  int more(Kind kind) {
    return 0;
  }

  /** Half of the worlds are usual ones. */
  static Profile of(int drawn) {
    return drawn % 2 == 0 ? USUAL : BACKUPS;
  }
}
