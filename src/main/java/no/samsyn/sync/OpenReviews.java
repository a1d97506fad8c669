package no.samsyn.sync;

import java.util.List;
import no.samsyn.model.RecordId;
import no.samsyn.sync.conflict.ReviewCase;

/** Asks the mirror for the reviews of a record: whether two versions of it wait for a person. */
final class OpenReviews {
  private static final int REVIEWS_MAX = 100; // of one record

  private OpenReviews() {}

  static boolean isInReview(Mirror mirror, RecordId id) {
    return !id.entity().equals(ReviewCase.ENTITY) && mirror.hasAny(ReviewCase.ENTITY, of(id.key()));
  }

  static long count(Mirror mirror) {
    var open = List.of(new RecordQuery.Filter(ReviewCase.STATUS, ReviewCase.OPEN));
    return mirror.list(new RecordQuery(ReviewCase.ENTITY, open, "", false, 1, 0)).total();
  }

  /** Returns the reviews of the record with this key, decided ones too. */
  static List<MirrorRow> ofAnyStatus(Mirror mirror, String key) {
    var about = List.of(new RecordQuery.Filter(ReviewCase.RECORD, key));
    return mirror.rows(new RecordQuery(ReviewCase.ENTITY, about, "", false, REVIEWS_MAX, 0));
  }

  /** Returns the filters that find the open reviews of the record with this key. */
  static List<RecordQuery.Filter> of(String key) {
    return List.of(
        new RecordQuery.Filter(ReviewCase.RECORD, key),
        new RecordQuery.Filter(ReviewCase.STATUS, ReviewCase.OPEN));
  }
}
