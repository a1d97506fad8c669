package no.samsyn.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One thing that a person does, or somebody who runs the server. What exactly is drawn by its
 * number when its time comes, from what is on the screen then; a script chooses instead.
 */
record Operation(int number, long at, int device, Kind kind, Map<String, Integer> chosen) {
  Operation(int number, long at, int device, Kind kind) {
    this(number, at, device, kind, Map.of());
  }

  /** What people do, and how often beside each other. */
  enum Kind {
    CREATE_ACTIVITY(14),
    CREATE_CONTACT(5),
    CREATE_EXPENSE(6),
    EDIT(34),
    DELETE(6),
    EDIT_MENTOR(3),
    DECIDE(9),
    UNDO(3),
    REOPEN(1),
    WITHDRAW(2),
    RESTORE(2),
    RETRY(6),
    DISCARD(3),
    SYNC(7),
    GO_OFFLINE(4),
    JUMP_CLOCK(3),
    COLLECT_TOMBSTONES(2),
    REVOKE(2),
    EDIT_FORBIDDEN(3),
    BACK_UP(2),
    PUT_BACK(1),
    REBUILD(0),
    COPY_STORE(0),
    PUT_COPY_BACK(0),
    RESTORE_OWN_BACKUP(0),
    MOVE_MENTOR(0),
    LOCK_OUT(0);

    private final int weight;

    Kind(int weight) {
      this.weight = weight;
    }
  }

  static List<Operation> drawn(long seed, Swarm swarm, long from, long to, int count, int first) {
    var operations = new ArrayList<Operation>();
    for (var i = first; i < first + count; i++) {
      operations.add(
          new Operation(
              i,
              from + draw(seed, i, "when", (int) Math.max(1, to - from)),
              draw(seed, i, "who", swarm.devices()),
              kind(draw(seed, i, "what", total(swarm.profile())), swarm.profile())));
    }
    return operations;
  }

  private static int total(Profile profile) {
    var total = 0;
    for (var kind : Kind.values()) {
      total += kind.weight + profile.more(kind);
    }
    return total;
  }

  private static Kind kind(int drawn, Profile profile) {
    var left = drawn;
    for (var kind : Kind.values()) {
      left -= kind.weight + profile.more(kind);
      if (left < 0) {
        return kind;
      }
    }
    throw new IllegalStateException("beyond all weights: " + drawn);
  }

  int draw(long seed, String label, int bound) {
    var choice = chosen.get(label);
    return choice == null ? draw(seed, number, label, bound) : Math.min(choice, bound - 1);
  }

  private static int draw(long seed, int number, String label, int bound) {
    return (int) Math.floorMod(Tape.hash(seed, "op/" + number + "/" + label), (long) bound);
  }
}
