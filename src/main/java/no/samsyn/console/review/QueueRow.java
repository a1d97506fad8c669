package no.samsyn.console.review;

import java.time.Duration;
import java.time.Instant;
import no.samsyn.model.Mutation;
import no.samsyn.sync.MirrorRow;
import no.samsyn.sync.RowState;
import no.samsyn.sync.conflict.ReviewCase;
import no.samsyn.sync.conflict.Side;

/**
 * One review in the queue.
 *
 * @param since when there were two versions; {@link Instant#EPOCH} where nobody knows
 * @param ageDays whole days since then
 * @param state whether the server has what this device did to it
 */
public record QueueRow(
    String key,
    ReviewCase review,
    String mentorName,
    String comment,
    Instant since,
    long ageDays,
    RowState state) {

  static QueueRow of(MirrorRow row, String mentorName, Instant now) {
    var review = ReviewCase.of(row.view());
    var since = since(review);
    var isKnown = !since.equals(Instant.EPOCH);
    var age = isKnown ? Math.max(0, Duration.between(since, now).toDays()) : 0;
    var comment = row.view().text(ReviewCase.COMMENT);
    return new QueueRow(row.id().key(), review, mentorName, comment, since, age, row.state());
  }

  /**
   * The later of the two sides. The device's time is put right by what was measured; a clock that
   * nobody measured may lie, so it moves an age, and never a decision.
   */
  private static Instant since(ReviewCase review) {
    var mine = time(review.sides().mineBy());
    var theirs = time(review.sides().theirsBy());
    return mine.isAfter(theirs) ? mine : theirs;
  }

  private static Instant time(Side side) {
    return side.offsetMillis() == Mutation.Evidence.UNKNOWN_OFFSET
        ? side.by().at()
        : side.by().at().plusMillis(side.offsetMillis());
  }

  public QueueWish.Severity severity() {
    return review.subject().kind().equals(ReviewCase.DUPLICATE)
        ? QueueWish.Severity.NEAR
        : QueueWish.Severity.SAME_FIELD;
  }

  @Override
  public String toString() {
    return "QueueRow[" + key + "]"; // the rest is personal
  }
}
