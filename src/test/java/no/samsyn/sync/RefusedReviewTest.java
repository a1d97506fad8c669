package no.samsyn.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import no.samsyn.model.Authorship;
import no.samsyn.model.Fields;
import no.samsyn.model.RecordId;
import no.samsyn.model.Value;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.sync.ReviewEdits.Circumstances;
import no.samsyn.sync.ReviewEdits.Outcome;
import no.samsyn.sync.conflict.Decision;
import no.samsyn.sync.conflict.ReviewCase;
import no.samsyn.sync.conflict.Side;
import no.samsyn.testkit.TestDevice;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A review that this device opened and the server refused, as when access was lost meanwhile. Found
 * by the simulator (seed 1796139557484): it was decided, and the decision counted for nothing.
 */
class RefusedReviewTest {
  private static final RecordId VISIT = new RecordId(PeerSupport.ACTIVITY, "activity-1");
  private static final RecordId REVIEW = new RecordId(ReviewCase.ENTITY, "review-1");

  private final TestDevice kari = TestDevice.ofOla(3);

  @BeforeEach
  void theServerRefusesTheReviewThatKariOpened() {
    kari.signIn(new Account("kari", "Kari", "coordinator", "", List.of("unit-1")));
    kari.knows(PeerSupport.ACTIVITY, VISIT.key(), 4, visit(60));
    var by = new Authorship("kari", "", "desk", Instant.parse("2026-11-20T09:00:00Z"));
    var sides =
        new ReviewCase.Sides(
            visit(30), visit(45), visit(60), Set.of("minutes"), Side.of(by, 3), Side.of(by, 4));
    var subject =
        new ReviewCase.Subject(
            PeerSupport.ACTIVITY, VISIT.key(), ReviewCase.TWO_VERSIONS, TestDevice.OLA);
    var review = ReviewCase.opened(subject, sides).toFields();
    TestDevice.saved(kari.edits.put(REVIEW, Edit.Wish.of(ReviewCase.ENTITY, review)));
    var made = kari.queued().get(0);
    kari.run(
        tx -> {
          var reason = DeadLetter.Reason.of(DeadLetter.Kind.OUT_OF_SCOPE, "no access");
          var letter =
              new DeadLetter(
                  made.local(), "", reason, Fields.NONE, 0, 1, Instant.EPOCH, kari.time.now());
          tx.deadLetters().add(letter);
          tx.outbox().remove(made.mutation());
          return true;
        });
  }

  @Test
  void itIsNotDecidedUntilThePersonHasDealtWithIt() {
    var decided = kari.reviews.decide(REVIEW.key(), new Decision.KeepBoth(), Circumstances.NONE);
    assertThat(decided).isInstanceOf(Outcome.NotPossible.class);
    assertThat(kari.queued()).isEmpty();
  }

  @Test
  void norIsItWithdrawn() {
    assertThat(kari.reviews.withdraw(REVIEW.key())).isInstanceOf(Outcome.NotPossible.class);
    assertThat(kari.queued()).isEmpty();
  }

  private static Fields visit(long minutes) {
    return TestDevice.activity(minutes).with("by_proxy", Value.flag(true));
  }
}
