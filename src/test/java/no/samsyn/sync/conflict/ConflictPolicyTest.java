package no.samsyn.sync.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import no.samsyn.model.Fields;
import no.samsyn.model.Value;
import no.samsyn.sync.conflict.ConflictPolicy.LastWriteWins;
import no.samsyn.sync.conflict.ConflictPolicy.MergeFields;
import no.samsyn.sync.conflict.ConflictPolicy.Review;
import no.samsyn.sync.conflict.ConflictPolicy.ServerWins;
import no.samsyn.sync.conflict.ConflictPolicy.WhereByProxy;
import org.junit.jupiter.api.Test;

/**
 * Every policy over all conflicts of three fields with two values, null and absence: 262,144 cases
 * each.
 */
class ConflictPolicyTest {
  private static final List<Value> VALUES =
      List.of(Value.absent(), Value.nothing(), Value.whole(1), Value.whole(2));
  private static final List<String> NAMES = List.of("x", "y", "z");

  private final List<Fields> bodies = bodies();

  private interface Law {
    void holds(Conflict conflict, Resolution resolution);
  }

  @Test
  void mergingTakesEachFieldFromWhoChangedItAndAsksWhereBothDid() {
    everyConflict(
        new MergeFields(new Review()),
        (conflict, resolution) -> {
          var contested = conflict.compare().contested();
          if (!contested.isEmpty()) {
            check(resolution.equals(new Resolution.AskPerson(contested)), conflict, resolution);
            return;
          }
          var result = resultOf(conflict, resolution);
          for (var name : NAMES) {
            var mineChanged = !conflict.mine().get(name).equals(conflict.base().get(name));
            var expected = mineChanged ? conflict.mine().get(name) : conflict.theirs().get(name);
            check(result.get(name).equals(expected), conflict, resolution);
          }
        });
  }

  @Test
  void lastWriteWinsKeepsEveryFieldThatTheArrivingChangeDidNotTouch() {
    everyConflict(
        new LastWriteWins(),
        (conflict, resolution) -> {
          var result = resultOf(conflict, resolution);
          for (var name : NAMES) {
            var mineChanged = !conflict.mine().get(name).equals(conflict.base().get(name));
            var expected = mineChanged ? conflict.mine().get(name) : conflict.theirs().get(name);
            check(result.get(name).equals(expected), conflict, resolution);
          }
        });
  }

  @Test
  void serverWinsNeverSends() {
    everyConflict(
        new ServerWins(),
        (conflict, resolution) ->
            check(resultOf(conflict, resolution).equals(conflict.theirs()), conflict, resolution));
  }

  @Test
  void reviewNeverDecidesExceptWhereThereIsNothingToDecide() {
    everyConflict(
        new Review(),
        (conflict, resolution) ->
            check(
                conflict.mine().equals(conflict.theirs())
                    ? resolution instanceof Resolution.NothingLeft
                    : resolution instanceof Resolution.AskPerson,
                conflict,
                resolution));
  }

  @Test
  void whoSpeaksForSomebodyElseIsAskedAboutAndWhoSpeaksForHimselfIsNot() {
    var policy = new WhereByProxy(new Review(), new LastWriteWins());
    var base = Fields.of("x", Value.whole(0));
    var proxy =
        new Conflict(
            "activity",
            base,
            base.with("x", 1),
            base.with("x", 2),
            Conflict.Kind.EDIT_AND_EDIT,
            true);
    var own =
        new Conflict(
            "activity",
            base,
            base.with("x", 1),
            base.with("x", 2),
            Conflict.Kind.EDIT_AND_EDIT,
            false);
    assertThat(policy.resolve(proxy)).isInstanceOf(Resolution.AskPerson.class);
    assertThat(policy.resolve(own)).isEqualTo(new Resolution.SendAgain(base.with("x", 1), true));
  }

  @Test
  void anOrganisationsOwnPolicyIsAskedLikeAnyOther() {
    ConflictPolicy.Custom mostMinutes =
        conflict -> new Resolution.SendAgain(conflict.mine().with("minutes", 90), false);
    var conflict =
        new Conflict(
            "activity",
            Fields.NONE,
            Fields.of("minutes", Value.whole(1)),
            Fields.of("minutes", Value.whole(2)),
            Conflict.Kind.EDIT_AND_EDIT,
            false);
    assertThat(new MergeFields(mostMinutes).resolve(conflict))
        .isEqualTo(new Resolution.SendAgain(Fields.of("minutes", Value.whole(90)), false));
  }

  private static Fields resultOf(Conflict conflict, Resolution resolution) {
    return resolution instanceof Resolution.SendAgain again ? again.result() : conflict.theirs();
  }

  private void everyConflict(ConflictPolicy policy, Law law) {
    var cases = 0;
    for (var base : bodies) {
      for (var mine : bodies) {
        for (var theirs : bodies) {
          var conflict =
              new Conflict("activity", base, mine, theirs, Conflict.Kind.EDIT_AND_EDIT, true);
          law.holds(conflict, policy.resolve(conflict));
          cases++;
        }
      }
    }
    assertThat(cases).isEqualTo(262_144);
  }

  /** AssertJ would cost more than the case here. */
  private static void check(boolean holds, Conflict conflict, Resolution resolution) {
    if (!holds) {
      throw new AssertionError(
          conflict.base().values()
              + " "
              + conflict.mine().values()
              + " "
              + conflict.theirs().values()
              + " -> "
              + resolution);
    }
  }

  private static List<Fields> bodies() {
    var all = new ArrayList<Fields>();
    for (var x : VALUES) {
      for (var y : VALUES) {
        for (var z : VALUES) {
          all.add(Fields.NONE.with("x", x).with("y", y).with("z", z));
        }
      }
    }
    return all;
  }
}
