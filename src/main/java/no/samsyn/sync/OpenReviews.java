package no.samsyn.sync;

import java.util.List;
import no.samsyn.model.RecordId;
import no.samsyn.sync.conflict.ReviewCase;

/** Asks the mirror whether two versions of a record wait for a person. */
final class OpenReviews {
  private OpenReviews() {}

  static boolean isInReview(Mirror mirror, RecordId id) {
    return !id.entity().equals(ReviewCase.ENTITY) && mirror.hasAny(ReviewCase.ENTITY, of(id.key()));
  }

  static long count(Mirror mirror) {
    var open = List.of(new RecordQuery.Filter(ReviewCase.STATUS, ReviewCase.OPEN));
    return mirror.list(new RecordQuery(ReviewCase.ENTITY, open, "", false, 1, 0)).total();
  }

  /** Returns the filters that find the open reviews of the record with this key. */
  static List<RecordQuery.Filter> of(String key) {
    return List.of(
        new RecordQuery.Filter(ReviewCase.RECORD, key),
        new RecordQuery.Filter(ReviewCase.STATUS, ReviewCase.OPEN));
  }
}
