package no.samsyn.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The simulator held against known mistakes: it must find each, soon, and by the right check. */
class PlantedBugsTest {
  private static final int GROWTH_MAX = 5;

  /** A bug that nothing but this check finds: without the check it gets through. */
  private static final Map<Check, Known> ONLY_FOUND_BY = onlyFoundBy();

  /** A bug that several checks know: all others look away, and this one alone must find it. */
  private record Known(String bug, Set<Check> others) {}

  /** What finds a bug, and what finds it where the check looks away. */
  private record Trial(
      String bug, Optional<Simulation.Outcome> found, Optional<Simulation.Outcome> blind) {}

  private static final Map<Check, Known> ALSO_FOUND_BY =
      Map.of(
          Check.OVERLAY,
          new Known("a pull overwrites what waits", EnumSet.of(Check.OWN_WRITES)),
          Check.FIRST_ANSWER,
          new Known(
              "ids are forgotten at once", EnumSet.complementOf(EnumSet.of(Check.FIRST_ANSWER))),
          Check.FROZEN,
          new Known("the first send freezes nothing", EnumSet.of(Check.FIRST_ANSWER)),
          Check.DRAINED,
          new Known("who stands behind is never let go", EnumSet.of(Check.ONE_FATE)),
          Check.ONE_FATE,
          new Known(
              "the base of a change is not looked at",
              EnumSet.complementOf(EnumSet.of(Check.ONE_FATE))),
          Check.KEYS_ONLY,
          new Known("a row holds a server id", EnumSet.of(Check.OVERLAY)),
          Check.KNOWN_STATE,
          new Known("records and journal count apart", EnumSet.of(Check.BOOKS, Check.CONVERGED)),
          Check.LETTERS_STAY,
          new Known(
              "dead letters are cleared by a run", EnumSet.of(Check.CONSERVED, Check.OVERLAY)),
          Check.NO_GAP,
          new Known("a page leaves out what is newest", EnumSet.of(Check.CONVERGED)));

  /**
   * What an edit carries of others is found by this check, but where it and the check on fates look
   * away, the engine sends the same conflict again and again for as long as its run may take.
   */
  private static final Set<Check> NEVER_LOOKS_AWAY = EnumSet.of(Check.OWN_WORDS);

  private static Worlds worlds;

  @BeforeAll
  static void open() {
    worlds = new Worlds();
  }

  @AfterAll
  static void close() {
    worlds.close();
  }

  private static Map<Check, Known> onlyFoundBy() {
    var only = new EnumMap<Check, String>(Check.class);
    only.put(Check.CONSERVED, "dead letters are not written");
    only.put(Check.ORDER, "order within a record is lost");
    only.put(Check.TRACED, "joined edits leave no trace");
    only.put(Check.IDS, "a row holds another record's server id");
    only.put(Check.NO_BUG, "code ends with a bug, once");
    only.put(Check.STATUS, "the status counts nothing");
    only.put(Check.REFERENCES_FIRST, "a reference travels before its target");
    only.put(Check.OWN_WRITES, "the screen shows the server's side");
    only.put(Check.CURSOR_FORWARD, "the cursor goes back now and then");
    only.put(Check.CONVERGED, "a tombstone is not taken over");
    only.put(Check.LOSER_KEPT, "the other side of a conflict is not told");
    only.put(Check.REVIEW_STATES, "a review is sent as decided");
    only.put(Check.NOTHING_UNSEEN, "the later wins where somebody spoke for another");
    only.put(Check.ARMED, "the next run is planned for next month");
    only.put(Check.TOKENS, "a change is sent in another's name");
    only.put(Check.BOOKS, "the audit trail loses a line");
    only.put(Check.SECRETS, "values stand in the log");
    only.put(Check.BOUNDS, "batches are larger than agreed");
    only.put(Check.STRANGE_KEPT, "a field that nobody knows is dropped");
    var known = new EnumMap<Check, Known>(Check.class);
    only.forEach((check, bug) -> known.put(check, new Known(bug, Set.of())));
    return known;
  }

  @Test
  void everyPlantedBugIsFoundAboutAsSoonAsBefore() {
    worlds.play(
        Planted.common().keySet(),
        (hall, name) -> new Trial(name, found(hall, name, Set.of(), most(name)), Optional.empty()),
        trial -> {
          assertThat(trial.found).as("%s, in %d seeds", trial.bug, most(trial.bug)).isPresent();
          System.out.println(trial.found.get().seed() + "\t" + trial.bug);
        });
  }

  private static Optional<Simulation.Outcome> found(
      Hall hall, String name, Set<Check> switchedOff, int seeds) {
    return Planted.firstFound(hall, Planted.bug(name), seeds, switchedOff);
  }

  private static int most(String name) {
    return GROWTH_MAX * Planted.recorded().getOrDefault(name, 1);
  }

  @Test
  void everyCheckHasABug() {
    var all = EnumSet.copyOf(ONLY_FOUND_BY.keySet());
    all.addAll(ALSO_FOUND_BY.keySet());
    all.addAll(NEVER_LOOKS_AWAY);
    assertThat(all).isEqualTo(EnumSet.allOf(Check.class));
  }

  @Test
  void aCheckThatIsLeftAloneFindsItsBugAndWithoutItTheBugGetsThrough() {
    each(ALSO_FOUND_BY);
  }

  @Test
  void withoutItsCheckABugGetsThrough() {
    each(ONLY_FOUND_BY);
  }

  private static void each(Map<Check, Known> bugs) {
    worlds.play(
        bugs.entrySet(),
        (hall, each) -> Map.entry(each.getKey(), trial(hall, each.getKey(), each.getValue())),
        tried -> {
          var trial = tried.getValue();
          assertThat(trial.found.flatMap(Simulation.Outcome::violation).map(Violation::check))
              .as(trial.bug)
              .contains(tried.getKey());
          assertThat(trial.blind.flatMap(Simulation.Outcome::violation))
              .as("%s, with %s looking away", trial.bug, tried.getKey())
              .isEmpty();
        });
  }

  /** Looks for the bug, and then as long again without the check. */
  private static Trial trial(Hall hall, Check check, Known known) {
    var found = found(hall, known.bug, known.others, most(known.bug));
    var seeds = found.map(outcome -> (int) outcome.seed()).orElse(0);
    var off = EnumSet.of(check);
    off.addAll(known.others);
    return new Trial(known.bug, found, found(hall, known.bug, off, seeds));
  }
}
