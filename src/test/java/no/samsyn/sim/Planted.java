package no.samsyn.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** All planted bugs, and how many seeds it took to find each when that was last written down. */
final class Planted {
  private static final Path RECORD = Path.of("src/test/resources/sim/seeds-to-detect.txt");
  private static final Path MEDIANS = Path.of("src/test/resources/sim/median-seeds.txt");

  private static final int COMMON_MAX = 10;

  private Planted() {}

  static Map<String, Supplier<Bug>> all() {
    var all = new LinkedHashMap<>(ClientBugs.all());
    all.putAll(ServerBugs.all());
    return all;
  }

  /** Returns those that are found soon enough to look for them in every build. */
  static Map<String, Supplier<Bug>> common() {
    var common = all();
    common.keySet().removeIf(Planted::isRare);
    return common;
  }

  private static boolean isRare(String name) {
    return recorded().getOrDefault(name, 1) > COMMON_MAX;
  }

  static Supplier<Bug> bug(String name) {
    var bug = all().get(name);
    if (bug == null) {
      throw new IllegalArgumentException("no such planted bug: " + name);
    }
    return bug;
  }

  /** Returns the first of {@code seeds} seeds in which {@code bug} is found. */
  static Optional<Simulation.Outcome> firstFound(
      Hall hall, Supplier<Bug> bug, int seeds, Set<Check> switchedOff) {
    return firstFound(hall, bug, 1, seeds, switchedOff);
  }

  static Optional<Simulation.Outcome> firstFound(
      Hall hall, Supplier<Bug> bug, long first, int seeds, Set<Check> switchedOff) {
    for (var seed = first; seed < first + seeds; seed++) {
      var setting = new Simulation.Setting(bug.get(), switchedOff);
      var outcome = Simulation.run(hall, Swarm.of(seed), setting, Simulation.Cut.NOTHING);
      if (outcome.violation().isPresent()) {
        return Optional.of(outcome);
      }
    }
    return Optional.empty();
  }

  /** Returns how many seeds it took to find each, counted from 1. */
  static Map<String, Integer> recorded() {
    return read(RECORD);
  }

  /** Returns how many seeds it took in the middle, from several places to begin at. */
  static int median(String name) {
    var untold = Math.max(COMMON_MAX, recorded().getOrDefault(name, 1));
    return read(MEDIANS).getOrDefault(name, untold);
  }

  /** Reads lines of {@code number<TAB>name}. */
  private static Map<String, Integer> read(Path file) {
    var recorded = new TreeMap<String, Integer>();
    try {
      for (var line : Files.readAllLines(file)) {
        if (!line.startsWith("#") && !line.isBlank()) {
          var tab = line.indexOf('\t');
          recorded.put(line.substring(tab + 1), Integer.parseInt(line.substring(0, tab)));
        }
      }
      return recorded;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
