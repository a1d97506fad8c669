package no.samsyn.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import no.samsyn.model.Fields;
import no.samsyn.model.RecordId;
import no.samsyn.model.Value;
import no.samsyn.sync.DeadLetter;
import no.samsyn.sync.ReviewEdits;
import no.samsyn.sync.RowState;
import no.samsyn.sync.conflict.Decision;
import no.samsyn.sync.conflict.ReviewCase;
import org.junit.jupiter.api.Test;

/**
 * Whole trips of two people who changed the same record. Each implementation of the store takes
 * them all.
 */
abstract class ConflictTripContract extends TwoDesks {
  @Test
  void twoVersionsOfAnActivityWaitForACoordinatorWhoDecidesOnceForEverybody() {
    var activity = shared(30);
    ola.device().edit(activity, "minutes", Value.whole(45));
    ola.device().edit(activity, "place", Value.text("Alta"));
    kari.device().edit(activity, "minutes", Value.whole(60));
    kari.device().edit(activity, "note", Value.text("fullmakt"));
    try (var per = desk("c").signIn("per")) {
      kari.sync();
      assertThat(ola.sync().counts().conflicts()).isEqualTo(1);
      kari.sync();
      per.sync();

      var review = onlyReview(kari);
      var sides = ReviewCase.of(kari.row(review).view()).sides();
      assertThat(sides.base().get("minutes")).isEqualTo(Value.whole(30));
      assertThat(sides.base().names()).doesNotContain("note");
      assertThat(sides.mine().get("minutes")).isEqualTo(Value.whole(45));
      assertThat(sides.mine().text("place")).isEqualTo("Alta");
      assertThat(sides.theirs().text("note")).isEqualTo("fullmakt");
      assertThat(sides.contested()).containsExactly("minutes");
      assertThat(sides.theirsBy().by().isByProxy()).isTrue();
      for (var desk : List.of(ola, kari, per)) {
        assertThat(desk.row(review).id()).isEqualTo(review);
        assertThat(desk.row(activity).state()).isEqualTo(RowState.IN_REVIEW);
        assertThat(desk.row(activity).view().get("minutes")).isEqualTo(Value.whole(60));
      }

      decide(kari, review, Fields.of("minutes", Value.whole(50)).with("place", "Alta"));
      decide(per, review, Fields.of("minutes", Value.whole(45)));
      kari.sync();
      per.sync();
      ola.sync();

      assertThat(per.device().queued()).isEmpty();
      assertThat(per.device().letters())
          .singleElement()
          .satisfies(
              letter ->
                  assertThat(letter.reason().kind()).isEqualTo(DeadLetter.Kind.DECISION_LOST));
      for (var desk : List.of(ola, kari, per)) {
        assertThat(desk.row(activity).view().get("minutes")).isEqualTo(Value.whole(50));
        assertThat(desk.row(activity).view().text("note")).isEqualTo("fullmakt");
        assertThat(desk.row(activity).state()).isEqualTo(RowState.SYNCED);
        assertThat(ReviewCase.of(desk.row(review).view()).standing().decidedBy()).isEqualTo("kari");
      }

      per.device().reviews.undo(review.key());
      per.sync();
      ola.sync();
      kari.sync();
      assertThat(ola.row(activity).view().get("minutes")).isEqualTo(Value.whole(60));
      assertThat(ola.row(activity).view().names()).doesNotContain("place");
      assertThat(kari.row(activity).state()).isEqualTo(RowState.IN_REVIEW);
      sameOnBothDesks();
    }
  }

  private static void decide(Desk desk, RecordId review, Fields values) {
    assertThat(
            desk.device()
                .reviews
                .decide(
                    review.key(), new Decision.SetFields(values), ReviewEdits.Circumstances.NONE))
        .isInstanceOf(ReviewEdits.Outcome.Done.class);
  }

  private static RecordId onlyReview(Desk desk) {
    assertThat(desk.rows("review")).hasSize(1);
    return desk.rows("review").get(0).id();
  }

  private RecordId shared(long minutes) {
    var activity = ola.addActivity(ola.ownMentor(), minutes);
    ola.sync();
    kari.sync();
    return activity;
  }

  @Test
  void anEditOfWhatACoordinatorDeletedIsKeptByDecisionAsANewRecord() {
    var activity = shared(30);
    ola.device().edit(activity, "minutes", Value.whole(45));
    kari.device().edits.delete(activity);
    kari.sync();
    ola.sync();
    kari.sync();
    var before = kari.rows("activity").size();

    kari.device()
        .reviews
        .decide(onlyReview(kari).key(), new Decision.KeepEdit(), ReviewEdits.Circumstances.NONE);
    kari.sync();
    ola.sync();

    assertThat(ola.device().find(activity)).isEmpty();
    assertThat(kari.rows("activity")).hasSize(before + 1);
    assertThat(ola.rows("activity"))
        .anyMatch(row -> row.view().get("minutes").equals(Value.whole(45)));
    assertThat(ola.device().letters()).isEmpty();
    sameOnBothDesks();
  }

  @Test
  void anActivityToldTwiceIsOneReviewThoughTwoDevicesFindIt() {
    ola.addActivity(ola.ownMentor(), 31);
    kari.addActivity(ola.ownMentor(), 33);
    ola.sync();
    kari.sync();
    ola.sync();
    kari.sync();
    ola.sync();

    var review = ReviewCase.of(kari.row(onlyReview(kari)).view());
    assertThat(review.subject().kind()).isEqualTo(ReviewCase.DUPLICATE);
    assertThat(onlyReview(ola)).isEqualTo(onlyReview(kari));
    assertThat(ola.device().queued()).isEmpty();
    assertThat(kari.device().queued()).isEmpty();

    kari.device()
        .reviews
        .decide(
            onlyReview(kari).key(),
            new Decision.OneGoes(review.sides().mineBy().record()),
            ReviewEdits.Circumstances.NONE);
    kari.sync();
    ola.sync();
    assertThat(ola.device().find(new RecordId("activity", review.sides().mineBy().record())))
        .isEmpty();
    sameOnBothDesks();
  }

  @Test
  void twoPeopleWhoSpeakForThemselvesAreMergedAndTheLaterWinsTheSameField() {
    var contact = ola.addContact(ola.ownMentor(), "Åse");
    ola.sync();
    kari.sync();
    ola.device().edit(contact, "phone", Value.text("1"));
    ola.device().edit(contact, "note", Value.text("mine"));
    kari.device().edit(contact, "note", Value.text("theirs"));
    kari.device().edit(contact, "email", Value.text("a@b.no"));
    kari.sync();

    var report = ola.sync();

    assertThat(report.counts().conflicts()).isEqualTo(1);
    assertThat(report.counts().left()).isZero();
    kari.sync();
    var seen = kari.row(contact).view();
    assertThat(seen.text("note")).isEqualTo("mine");
    assertThat(seen.text("phone")).isEqualTo("1");
    assertThat(seen.text("email")).isEqualTo("a@b.no");
    sameOnBothDesks();
  }
}
