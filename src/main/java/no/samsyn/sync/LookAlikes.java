package no.samsyn.sync;

import java.util.ArrayList;
import java.util.List;
import no.samsyn.model.Fields;
import no.samsyn.model.PairRule;

/**
 * Finds the records that may be the same thing as another one, told a second time. Reads an index
 * and the few rows that it finds. Used within one transaction.
 */
public final class LookAlikes {
  private static final int CANDIDATES_MAX = 50; // one mentor, one day, one type

  private LookAlikes() {}

  /** Returns the records here that may be what {@code body} tells of. */
  public static List<MirrorRow> of(Mirror mirror, PairRule rule, Fields body) {
    var found = new ArrayList<MirrorRow>();
    for (var row : candidates(mirror, rule, body)) {
      if (rule.mayBeOne(body, row.view())) {
        found.add(row);
      }
    }
    return found;
  }

  /** Returns the records that agree with {@code body} where such pairs agree. */
  static List<MirrorRow> candidates(Mirror mirror, PairRule rule, Fields body) {
    var filters = new ArrayList<RecordQuery.Filter>();
    for (var field : rule.agreeing()) {
      if (body.text(field).isEmpty()) {
        return List.of();
      }
      filters.add(new RecordQuery.Filter(field, body.text(field)));
    }
    return mirror.rows(new RecordQuery(rule.entity(), filters, "", false, CANDIDATES_MAX, 0));
  }
}
