package no.samsyn.console.review;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import no.samsyn.console.policy.TrailConflicts;
import no.samsyn.model.Authorship;
import no.samsyn.model.Fields;
import no.samsyn.model.RecordId;
import no.samsyn.model.Value;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.sync.Account;
import no.samsyn.sync.conflict.ReviewCase;
import no.samsyn.sync.conflict.Side;
import no.samsyn.testkit.TestDevice;

/** A coordinator's device with reviews on it. */
final class ReviewFixture {
  static final LocalDate TODAY = LocalDate.parse("2026-11-20");

  final TestDevice kari = TestDevice.ofOla(5);
  final ReviewDesk desk;
  final BulkDesk bulk;

  ReviewFixture() {
    kari.signIn(new Account("kari", "Kari Koordinator", "coordinator", "", List.of("unit-1")));
    kari.time.jumpTo(Instant.parse("2026-11-20T12:00:00Z"));
    desk =
        new ReviewDesk(
            kari.store,
            kari.schemas,
            kari.reviews,
            kari.edits,
            new TrailConflicts(kari.store),
            kari.time);
    bulk = new BulkDesk(kari.store, kari.schemas, kari.reviews, kari.time, kari.chance);
  }

  static Fields visit(long minutes, String note) {
    return TestDevice.activity(minutes).with("note", note).with("by_proxy", Value.flag(true));
  }

  static Side karis(String day) {
    return Side.of(
        new Authorship("kari", TestDevice.OLA, "desk", Instant.parse(day + "T09:00:00Z")), 4);
  }

  static Side olas(String day) {
    return Side.of(new Authorship("ola", "", "phone", Instant.parse(day + "T08:00:00Z")), 3);
  }

  /** Ola met what Kari had written for him, two days ago. */
  void twoVersions(String number, Fields base, Fields mine, Fields theirs) {
    twoVersions(number, base, mine, theirs, olas("2026-11-17"), karis("2026-11-18"));
  }

  void twoVersions(
      String number, Fields base, Fields mine, Fields theirs, Side mineBy, Side theirsBy) {
    kari.knows(PeerSupport.ACTIVITY, "activity-" + number, 4, theirs);
    var comparison = no.samsyn.model.ThreeWay.compare(base, mine, theirs);
    knows(
        number,
        ReviewCase.TWO_VERSIONS,
        new ReviewCase.Sides(base, mine, theirs, comparison.contested(), mineBy, theirsBy));
  }

  void knows(String number, String kind, ReviewCase.Sides sides) {
    var subject =
        new ReviewCase.Subject(PeerSupport.ACTIVITY, "activity-" + number, kind, TestDevice.OLA);
    kari.knows(
        ReviewCase.ENTITY, "review-" + number, 1, ReviewCase.opened(subject, sides).toFields());
  }

  void editedAndDeleted(String number, Fields edited, boolean mineDeletes) {
    var base = visit(30, "kort");
    knows(
        number,
        ReviewCase.EDIT_AND_DELETE,
        new ReviewCase.Sides(
            base,
            mineDeletes ? Fields.NONE : edited,
            mineDeletes ? edited : Fields.NONE,
            Set.of("minutes"),
            olas("2026-11-17"),
            karis("2026-11-18")));
    if (mineDeletes) {
      kari.knows(PeerSupport.ACTIVITY, "activity-" + number, 4, edited);
    }
  }

  Fields record(String number) {
    return kari.row(new RecordId(PeerSupport.ACTIVITY, "activity-" + number)).view();
  }

  ReviewCase.Standing standing(String number) {
    return ReviewCase.of(kari.row(new RecordId(ReviewCase.ENTITY, "review-" + number)).view())
        .standing();
  }
}
