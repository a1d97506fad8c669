package no.samsyn.console.review;

import static no.samsyn.console.review.ReviewFixture.karis;
import static no.samsyn.console.review.ReviewFixture.olas;
import static no.samsyn.console.review.ReviewFixture.visit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import no.samsyn.console.Trouble;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.RecordId;
import no.samsyn.model.Value;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.sync.conflict.ReviewCase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many reviews by one rule: what is shown is what is done, and all of it can be taken back. */
class BulkDeskTest {
  private static final List<String> ALL = List.of("entity=activity");

  private final ReviewFixture at = new ReviewFixture();

  @BeforeEach
  void reviewsOfEachSort() {
    // Ola's own version met Kari's.
    at.twoVersions("1", visit(30, "a"), visit(45, "Olas ord"), visit(60, "Karis ord"));
    // Kari's version met Ola's own.
    at.twoVersions(
        "2",
        visit(30, "a"),
        visit(45, "Karis ord").with("place", "Alta"),
        visit(60, "a"),
        karis("2026-11-18"),
        olas("2026-11-17"));
    at.editedAndDeleted("3", visit(45, "kort"), true);
  }

  private BulkPlan plan(BulkRule rule, String... where) {
    return at.bulk.plan(rule, where.length == 0 ? ALL : List.of(where), "");
  }

  @Test
  void aRuleTakesWhatTheMentorWroteHimselfAndLeavesTheRest() {
    assertThat(plan(BulkRule.THEIRS_IF_MENTOR).items())
        .extracting(item -> item.row().key())
        .containsExactly("review-2");
    assertThat(plan(BulkRule.MINE_IF_MENTOR).items())
        .extracting(item -> item.row().key())
        .containsExactly("review-1");
    var mentor = plan(BulkRule.MENTOR);
    assertThat(mentor.items())
        .extracting(BulkPlan.Item::takes)
        .containsExactly(Pick.MINE, Pick.THEIRS);
    assertThat(mentor.left())
        .singleElement()
        .satisfies(left -> assertThat(left.review()).isEqualTo("review-3"));
  }

  @Test
  void textThatWouldBeDroppedIsMarkedAndTheMentorsCountedApart() {
    var theirs = plan(BulkRule.THEIRS);
    assertThat(theirs.items().get(0).drops()).containsExactly("note");
    assertThat(theirs.items().get(0).dropsMentors()).isTrue();
    assertThat(theirs.items().get(1).drops()).containsExactly("place", "note");
    assertThat(theirs.items().get(1).dropsMentors()).isFalse();
    assertThat(theirs.sums())
        .isEqualTo("2 records, 1 would drop a mentor's text, 1 somebody else's");
    assertThat(plan(BulkRule.MINE).items().get(1).drops())
        .as("the mentor left the text as it was")
        .isEmpty();
  }

  @Test
  void aVersionThatGrewSinceThePlanIsLeftToAPerson() {
    var plan = plan(BulkRule.MINE);
    var row = at.kari.row(new RecordId(ReviewCase.ENTITY, "review-1"));
    var more = ReviewCase.of(row.view()).sides().mine().with("note", "Olas ord, og flere");
    at.kari.knows(
        ReviewCase.ENTITY,
        "review-1",
        2,
        row.view().with("mine", new Value.Structure(more.values())));
    var done = at.bulk.carryOut(plan);
    assertThat(done.left()).extracting(BulkPlan.Left::review).contains("review-1");
    assertThat(at.standing("1").status()).isEqualTo("open");
    assertThat(at.standing("2").status()).isEqualTo("resolved");
  }

  @Test
  void whatIsPlannedIsExactlyWhatIsDoneAndUndoRestoresEveryField() {
    var one = at.record("1");
    var two = at.record("2");
    var plan = plan(BulkRule.MINE);

    var done = at.bulk.carryOut(plan);

    assertThat(done.decided()).hasSize(2);
    assertThat(FieldChanges.between(one, at.record("1"))).isEqualTo(plan.items().get(0).changes());
    assertThat(FieldChanges.between(two, at.record("2"))).isEqualTo(plan.items().get(1).changes());
    assertThat(at.record("2")).isEqualTo(visit(45, "Karis ord").with("place", "Alta"));
    assertThat(at.standing("1").trace().batch()).isEqualTo(done.batch());
    assertThat(at.standing("3").status()).isEqualTo(ReviewCase.OPEN);
    var groups = at.kari.queued().stream().map(entry -> entry.local().links().group()).distinct();
    assertThat(groups).hasSize(2);

    var undone = at.bulk.undo(done.batch());

    assertThat(undone.decided()).hasSize(2);
    assertThat(undone.left()).isEmpty();
    assertThat(at.record("1")).isEqualTo(one);
    assertThat(at.record("2")).isEqualTo(two);
    assertThat(at.standing("1").status()).isEqualTo(ReviewCase.OPEN);
    assertThat(plan(BulkRule.MINE).items()).as("it can be decided again").hasSize(2);
  }

  @Test
  void undoLeavesWhatSomebodyChangedSinceAndSaysSo() {
    var done = at.bulk.carryOut(plan(BulkRule.MINE));
    at.kari.edit(
        new no.samsyn.model.RecordId(PeerSupport.ACTIVITY, "activity-1"),
        "minutes",
        Value.whole(50));
    var undone = at.bulk.undo(done.batch());
    assertThat(undone.decided())
        .anySatisfy(
            decided -> {
              assertThat(decided.review()).isEqualTo("review-1");
              assertThat(decided.leftAlone()).containsExactly("minutes");
            });
    assertThat(at.record("1").get("minutes")).isEqualTo(Value.whole(50));
  }

  @Test
  void aRecordThatMovedAndASecondReviewOfOneRecordStayOpen() {
    at.kari.knows(PeerSupport.ACTIVITY, "activity-1", 5, visit(61, "ny"));
    assertThat(plan(BulkRule.MINE).left())
        .anySatisfy(left -> assertThat(left.why()).contains("has changed since"));

    at.twoVersions("1", visit(30, "a"), visit(45, "Olas ord"), visit(60, "Karis ord"));
    var again =
        ReviewCase.of(at.kari.row(new no.samsyn.model.RecordId("review", "review-1")).view());
    at.kari.knows("review", "review-1b", 1, again.toFields());
    assertThat(plan(BulkRule.MINE).left())
        .anySatisfy(left -> assertThat(left.why()).contains("another review"));
  }

  @Test
  void conditionsChooseByTheReviewAndByTheRecord() {
    assertThat(plan(BulkRule.MINE, "minutes=60", "note=a").items()).hasSize(1);
    assertThat(plan(BulkRule.MINE, "contested=note").items())
        .extracting(item -> item.row().key())
        .containsExactly("review-1");
    assertThat(plan(BulkRule.MINE, "kind=edit_and_delete").left()).hasSize(1);
    assertThat(plan(BulkRule.MINE, "mentor=nobody").items()).isEmpty();
    assertThatThrownBy(() -> plan(BulkRule.MINE, "mintues=60"))
        .isInstanceOf(Trouble.class)
        .hasMessageContaining("minutes?");
    assertThatThrownBy(() -> at.bulk.plan(BulkRule.MINE, List.of(), ""))
        .hasMessageContaining("--where");
  }
}
