package no.samsyn.sim;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import no.samsyn.sim.Simulation.Cut;
import no.samsyn.sim.Simulation.Outcome;

/**
 * Takes away operations, then faults, as long as the same check fails: what is left is the story of
 * the bug.
 */
final class Shrinker {
  private static final int RUNS_MAX = 400;

  private final Hall hall;
  private final Swarm swarm;
  private final Supplier<Simulation.Setting> setting;
  private final Check check;
  private int runs;

  private Shrinker(Hall hall, Swarm swarm, Supplier<Simulation.Setting> setting, Check check) {
    this.hall = hall;
    this.swarm = swarm;
    this.setting = setting;
    this.check = check;
  }

  static Outcome shrink(
      Hall hall, Swarm swarm, Supplier<Simulation.Setting> setting, Outcome failed) {
    var check = failed.violation().orElseThrow().check();
    return new Shrinker(hall, swarm, setting, check).smallest(failed);
  }

  private Outcome smallest(Outcome failed) {
    var operations = new ArrayList<Integer>();
    failed.operations().forEach(op -> operations.add(op.number()));
    var all = new LinkedHashSet<>(operations);
    var kept = reduce(operations, left -> run(without(all, left), Set.of()));
    var cutOperations = without(all, kept);
    var faults = new LinkedHashSet<>(run(cutOperations, Set.of()).struck());
    var keptFaults =
        reduce(new ArrayList<>(faults), left -> run(cutOperations, without(faults, left)));
    var cutFaults = without(faults, keptFaults);
    var again = reduce(kept, left -> run(without(all, left), cutFaults));
    return run(without(all, again), cutFaults);
  }

  private static <T> Set<T> without(Set<T> all, List<T> left) {
    var cut = new HashSet<>(all);
    left.forEach(cut::remove);
    return cut;
  }

  private Outcome run(Set<Integer> operations, Set<String> faults) {
    runs++;
    return Simulation.run(hall, swarm, setting.get(), new Cut(operations, faults));
  }

  /** Halves, quarters and so on, each left out once as long as it fails without. */
  private <T> List<T> reduce(List<T> from, Function<List<T>, Outcome> world) {
    var left = new ArrayList<>(from);
    for (var size = Math.max(1, left.size() / 2); size >= 1; size /= 2) {
      for (var start = 0; start < left.size() && runs < RUNS_MAX; ) {
        var candidate = new ArrayList<>(left);
        candidate.subList(start, Math.min(left.size(), start + size)).clear();
        var fails = world.apply(candidate).violation().map(v -> v.check() == check).orElse(false);
        if (fails) {
          left = candidate;
        } else {
          start += size;
        }
      }
    }
    return left;
  }
}
