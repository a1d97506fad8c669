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
import no.samsyn.sync.conflict.Decision;
import no.samsyn.sync.conflict.ReviewCase;
import no.samsyn.sync.conflict.Side;
import no.samsyn.testkit.TestDevice;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was written into a record that a decision made, when the decision does not count. */
class LostDecisionsTest {
  private static final RecordId VISIT = new RecordId(PeerSupport.ACTIVITY, "activity-1");
  private static final RecordId REVIEW = new RecordId(ReviewCase.ENTITY, "review-1");
  private static final Authorship OLA_HIMSELF =
      new Authorship("ola", "", "phone", Instant.parse("2026-11-20T09:00:00Z"));

  private final TestDevice kari = TestDevice.ofOla(3);
  private RecordId copy;

  @BeforeEach
  void kariKeepsBoth() {
    kari.signIn(new Account("kari", "Kari", "coordinator", "", List.of("unit-1")));
    kari.knows(PeerSupport.ACTIVITY, VISIT.key(), 4, visit(60));
    var review =
        ReviewCase.opened(
            new ReviewCase.Subject(
                PeerSupport.ACTIVITY, VISIT.key(), ReviewCase.TWO_VERSIONS, TestDevice.OLA),
            new ReviewCase.Sides(
                visit(30),
                visit(45),
                visit(60),
                Set.of("minutes"),
                Side.of(OLA_HIMSELF, 3),
                Side.of(OLA_HIMSELF, 4)));
    kari.knows(ReviewCase.ENTITY, REVIEW.key(), 1, review.toFields());
    kari.reviews.decide(REVIEW.key(), new Decision.KeepBoth(), Circumstances.NONE);
    copy = kari.queued().get(0).record();
  }

  /** Found by the simulator (seed 1796101617131): it was sent, to a record that never was. */
  @Test
  void anEditOfItIsForAPersonAndNeverSent() {
    kari.edit(copy, "note", Value.text("Karis"));

    loseTheDecision();

    assertThat(kari.queued()).isEmpty();
    assertThat(kari.find(copy)).isEmpty();
    var letter = kari.letters().get(1);
    assertThat(letter.mine().changes().applyTo(Fields.NONE).text("note")).isEqualTo("Karis");
    assertThat(kari.care.retry(letter.mutation()))
        .isEqualTo(new OutboxCare.Outcome.DecideAgain(REVIEW.key()));
  }

  private void loseTheDecision() {
    var first = kari.queued().get(0);
    var reason = DeadLetter.Reason.of(DeadLetter.Kind.DECISION_LOST, "somebody was first");
    kari.run(
        tx -> {
          new LostDecisions(tx, kari.time.now()).end(first, reason, Fields.NONE, 0);
          return true;
        });
  }

  private static Fields visit(long minutes) {
    return TestDevice.activity(minutes).with("by_proxy", Value.flag(true));
  }
}
