package no.samsyn.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * The loops, as far as an ordinary build has time: of each script and fault a few calls, spread
 * evenly. {@code -Dsamsyn.sim.tries=N} takes more; a soak takes all.
 */
@TestInstance(Lifecycle.PER_CLASS)
class LoopsTest {
  private static final int TRIES = Integer.getInteger("samsyn.sim.tries", 2);

  private Worlds worlds;
  private Loops loops;

  @BeforeAll
  void open() {
    worlds = new Worlds();
    loops = new Loops(worlds);
  }

  @AfterAll
  void close() {
    worlds.close();
  }

  @Test
  void withoutAFailureEveryScriptDoesWhatItsNameSays() {
    assertThat(Scenarios.all()).hasSizeGreaterThanOrEqualTo(40);
    for (var scenario : Scenarios.all()) {
      var outcome = Loops.untouched(worlds.hall(), scenario).outcome();
      assertThat(outcome.violation()).as(scenario.name()).isEmpty();
      assertThat(outcome.counts().all()).as(scenario.name()).containsKey(scenario.proves());
    }
  }

  @Test
  void whateverFailsAtWhicheverCallNothingIsLostAndEverythingDrains() {
    var begin = System.nanoTime();
    loops.play(TRIES, () -> false);
    System.out.println(
        "loops "
            + loops.runs
            + " in ms "
            + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    assertThat(loops.failed).isEmpty();
    assertThat(loops.runs.keySet()).isEqualTo(Loops.FAULTS);
  }

  /** What the loops found: a server learnt from cursors only that it came back from a backup. */
  @Test
  void aDeviceThatForgetsHowFarTheServerHadComeLosesWhatABackupLacks() {
    var bug = Planted.bug("how far the server had come is forgotten");
    for (var scenario : Scenarios.all()) {
      if (scenario.name().contains("lost his place")) {
        var setting = Simulation.Setting.with(bug.get());
        var played = Loops.play(worlds.hall(), scenario, setting, Fault.KILLED, Integer.MAX_VALUE);
        assertThat(played.outcome().violation().map(Violation::check))
            .as(scenario.name())
            .contains(Check.CONSERVED);
      }
    }
  }

  /** The canary of the loops. */
  @Test
  void anEngineThatThrowsEntriesAwayIsFoundAtTheFirstLostAnswer() {
    var first = Scenarios.all().get(0);
    var bug = Planted.bug("a failed send throws its entries away").get();

    var setting = Simulation.Setting.with(bug);
    var played = Loops.play(worlds.hall(), first, setting, Fault.ANSWER_LOST, 1);

    assertThat(played.outcome().violation().map(Violation::check)).contains(Check.TRACED);
  }
}
