package no.samsyn.sim;

import java.util.function.Supplier;

/** Tells of a failed seed in words: how to run it again, and the smallest world that fails. */
final class Story {
  private Story() {}

  static String of(
      Hall hall, Swarm swarm, Supplier<Simulation.Setting> setting, Simulation.Outcome failed) {
    var small = Shrinker.shrink(hall, swarm, setting, failed);
    var text = new StringBuilder();
    text.append("Seed ")
        .append(failed.seed())
        .append(": ")
        .append(failed.violation().orElseThrow());
    text.append("\nAgain: mvn test -Dtest=SimulationTest");
    text.append('#').append(swarm.profile().test());
    text.append(" -Dsamsyn.sim.seed=").append(failed.seed());
    text.append("\nTrace ").append(Long.toHexString(failed.trace()));
    text.append("\nSmallest: ")
        .append(small.violation().map(Violation::toString).orElse("none any more"))
        .append("\n  of ")
        .append(failed.operations().size())
        .append(" operations ")
        .append(small.operations().size())
        .append(", of ")
        .append(failed.struck().size())
        .append(" faults ")
        .append(small.struck().size())
        .append(" (muted ones included)\n");
    small.history().forEach(line -> text.append("  ").append(line).append('\n'));
    return text.toString();
  }
}
