package no.samsyn.console.review;

import static no.samsyn.console.review.ReviewFixture.TODAY;
import static no.samsyn.console.review.ReviewFixture.karis;
import static no.samsyn.console.review.ReviewFixture.olas;
import static no.samsyn.console.review.ReviewFixture.visit;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import no.samsyn.console.review.QueueWish.Filters;
import no.samsyn.console.review.QueueWish.Order;
import no.samsyn.console.review.QueueWish.Status;
import no.samsyn.model.Fields;
import no.samsyn.sync.conflict.ReviewCase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueueTest {
  private final ReviewFixture at = new ReviewFixture();

  @BeforeEach
  void fourReviews() {
    at.twoVersions("new", visit(30, "a"), visit(45, "b"), visit(60, "c"));
    at.twoVersions(
        "old",
        visit(30, "a"),
        visit(45, "hørselstap"),
        visit(60, "c"),
        olas("2026-11-01"),
        karis("2026-11-02"));
    at.twoVersions("done", visit(30, "a"), visit(45, "b"), visit(60, "c"));
    at.knows(
        "pair",
        ReviewCase.DUPLICATE,
        new ReviewCase.Sides(
            Fields.NONE,
            visit(45, "x").with("type", "type-talk"),
            visit(60, "y").with("type", "type-talk"),
            Set.of(),
            karis("2026-11-10").ofRecord("proxy"),
            olas("2026-11-09").ofRecord("activity-pair")));
    at.desk.resolve("review-done", new Choice.ByField("theirs", List.of(), List.of()), 0, "");
    at.desk.assign("review-new", "kari");
    at.desk.defer("review-old", "2026-11-21");
  }

  private QueuePage list(Status status, Filters filters) {
    return at.desk.list(new QueueWish(status, filters, Order.OLDEST, TODAY, 10, 0));
  }

  private List<String> keys(Status status, Filters filters) {
    return list(status, filters).rows().stream().map(QueueRow::key).toList();
  }

  private static Filters filters(
      String kind, String type, String severity, String search, long olderThan) {
    return new Filters(kind, "", type, severity, "", search, olderThan);
  }

  @Test
  void theOldestComesFirstAndTheCountsAreThereWhateverIsAskedFor() {
    var page = list(Status.OPEN, Filters.NONE);
    assertThat(page.rows())
        .extracting(QueueRow::key)
        .containsExactly("review-old", "review-pair", "review-new");
    assertThat(page.rows()).extracting(QueueRow::ageDays).containsExactly(18L, 10L, 2L);
    assertThat(page.rows().get(0).mentorName()).isEqualTo("Ola");
    assertThat(page.counts()).isEqualTo(new QueuePage.Counts(3, 1, 1, 1));
    assertThat(list(Status.DECIDED, Filters.NONE).counts()).isEqualTo(page.counts());
  }

  @Test
  void eachStatusHasItsOwn() {
    assertThat(keys(Status.MINE, Filters.NONE)).containsExactly("review-new");
    assertThat(keys(Status.DEFERRED, Filters.NONE)).containsExactly("review-old");
    assertThat(keys(Status.DECIDED, Filters.NONE)).containsExactly("review-done");
    assertThat(keys(Status.ALL, Filters.NONE)).hasSize(4);
    var tomorrow =
        new QueueWish(Status.DEFERRED, Filters.NONE, Order.OLDEST, TODAY.plusDays(1), 10, 0);
    assertThat(at.desk.list(tomorrow).rows()).isEmpty();
  }

  @Test
  void everyFilterLeavesOutWhatItShould() {
    var none = Filters.NONE;
    assertThat(keys(Status.OPEN, filters("duplicate", "", "", "", -1)))
        .containsExactly("review-pair");
    assertThat(keys(Status.OPEN, filters("", "type-talk", "", "", -1)))
        .containsExactly("review-pair");
    assertThat(keys(Status.OPEN, filters("", "", "near", "", -1))).containsExactly("review-pair");
    assertThat(keys(Status.OPEN, filters("", "", "same-field", "", -1)))
        .containsExactly("review-old", "review-new");
    assertThat(keys(Status.OPEN, filters("", "", "", "HØRSELSTAP", -1)))
        .containsExactly("review-old");
    assertThat(keys(Status.OPEN, filters("", "", "", "", 10)))
        .containsExactly("review-old", "review-pair");
    assertThat(keys(Status.OPEN, new Filters("", "nobody", "", "", "", "", -1))).isEmpty();
    assertThat(keys(Status.OPEN, new Filters("", "", "", "", "kari", "", -1)))
        .containsExactly("review-new");
    assertThat(keys(Status.OPEN, none)).hasSize(3);
  }

  @Test
  void aPageIsCutOutOfTheWholeOrder() {
    var second = new QueueWish(Status.OPEN, Filters.NONE, Order.MENTOR, TODAY, 1, 1);
    var page = at.desk.list(second);
    assertThat(page.total()).isEqualTo(3);
    assertThat(page.rows()).extracting(QueueRow::key).containsExactly("review-pair");
  }
}
