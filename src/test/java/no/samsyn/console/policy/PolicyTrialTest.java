package no.samsyn.console.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import no.samsyn.console.policy.PastConflict.Told;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Fields;
import no.samsyn.model.PolicyRule;
import no.samsyn.model.RecordId;
import no.samsyn.model.Value;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.testkit.TestDevice;
import org.junit.jupiter.api.Test;

/** Past conflicts once more, by other rules. */
class PolicyTrialTest {
  private static final Fields BASE = TestDevice.activity(30).with("note", "a");

  private static PastConflict past(
      String entity, Fields mine, Fields theirs, boolean byProxy, String done) {
    return new PastConflict(
        "mutation-1",
        Instant.EPOCH,
        new RecordId(entity, "key-1"),
        new Told(FieldChanges.between(BASE, mine), false),
        new Told(FieldChanges.between(BASE, theirs), byProxy),
        done,
        true);
  }

  private static String would(String entity, PastConflict past, String... steps) {
    var trial =
        new PolicyTrial(
            PeerSupport.schemas(), TestDevice.RULEBOOK, Map.of(entity, PolicyRule.of(steps)));
    trial.add(past);
    return trial.result().rows().get(0).would();
  }

  @Test
  void everyRuleAnswersAsItWouldHave() {
    var contested = past("activity", BASE.with("minutes", 45), BASE.with("minutes", 60), true, "");
    assertThat(would("activity", contested, "last-write-wins")).isEqualTo("overwritten");
    assertThat(would("activity", contested, "server-wins")).isEqualTo("kept-theirs");
    assertThat(would("activity", contested, "merge-fields", "review")).isEqualTo("review");
    assertThat(would("activity", contested, "review-by-proxy", "server-wins")).isEqualTo("review");
    var own = past("activity", BASE.with("minutes", 45), BASE.with("minutes", 60), false, "");
    assertThat(would("activity", own, "review-by-proxy", "server-wins")).isEqualTo("kept-theirs");
    var disjoint = past("activity", BASE.with("minutes", 45), BASE.with("note", "b"), true, "");
    assertThat(would("activity", disjoint, "merge-fields", "review")).isEqualTo("merged");
    var same = past("activity", BASE.with("minutes", 45), BASE.with("minutes", 45), true, "");
    assertThat(would("activity", same, "review")).isEqualTo("same");
  }

  @Test
  void aDeleteIsForAPersonWhateverTheRuleButOneThatNeverAsks() {
    var theirs = past("activity", BASE.with("minutes", 45), Fields.NONE, false, "");
    assertThat(would("activity", theirs, "last-write-wins")).isEqualTo("review");
    assertThat(would("activity", theirs, "server-wins")).isEqualTo("kept-theirs");
    var mine = past("activity", Fields.NONE, BASE.with("minutes", 45), false, "");
    assertThat(would("activity", mine, "last-write-wins")).isEqualTo("review");
    var emptied = past("activity", BASE.with("note", Value.absent()), BASE, false, "");
    assertThat(would("activity", emptied, "last-write-wins"))
        .as("an edit that takes a field away is no delete")
        .isEqualTo("merged");
  }

  @Test
  void whatNobodyOwnsIsNeverAReview() {
    var shared =
        new PastConflict(
            "m",
            Instant.EPOCH,
            new RecordId("setting", "key-1"),
            new Told(
                FieldChanges.between(
                    Fields.of("name", Value.text("a")), Fields.of("name", Value.text("b"))),
                false),
            new Told(
                FieldChanges.between(
                    Fields.of("name", Value.text("a")), Fields.of("name", Value.text("c"))),
                false),
            "kept-theirs",
            true);
    assertThat(would("setting", shared, "review")).isEqualTo("kept-theirs");
  }

  @Test
  void theSumsSayHowManyWouldBeOtherwise() {
    var trial =
        new PolicyTrial(
            PeerSupport.schemas(),
            TestDevice.RULEBOOK,
            Map.of("activity", PolicyRule.of("server-wins")));
    trial.add(past("activity", BASE.with("minutes", 45), BASE.with("minutes", 60), true, "review"));
    trial.add(
        past("activity", BASE.with("minutes", 45), BASE.with("minutes", 60), true, "kept-theirs"));
    trial.add(past("contact", BASE.with("note", "b"), BASE.with("note", "c"), true, "review"));
    var erased = past("activity", BASE.with("note", "b"), BASE, true, "review");
    trial.add(
        new PastConflict(
            erased.mutation(),
            erased.at(),
            erased.record(),
            erased.mine(),
            erased.theirs(),
            erased.done(),
            false));

    var result = trial.result();

    assertThat(result.tried()).isEqualTo(2);
    assertThat(result.different()).isEqualTo(1);
    assertThat(result.notTried()).isEqualTo(1);
    assertThat(result.done()).containsEntry("review", 1L).containsEntry("kept-theirs", 1L);
    assertThat(result.would()).isEqualTo(Map.of("kept-theirs", 2L));
    assertThat(result.rows().get(0).fields()).containsExactly("minutes");
    assertThat(result.rows().get(0).isDifferent()).isTrue();
  }
}
