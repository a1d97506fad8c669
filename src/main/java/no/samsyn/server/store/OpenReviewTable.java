package no.samsyn.server.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import no.samsyn.model.Fields;
import no.samsyn.peersupport.PeerSupport;

/**
 * Which records have an open review: what a review says of itself, where it can be looked up.
 * Stateless; used within a transaction.
 */
public final class OpenReviewTable {
  private static final String OPEN = "open";

  private OpenReviewTable() {}

  private static final String DELETE = "delete from open_review where org = ? and review = ?";
  private static final String INSERT =
      "insert into open_review (org, review, entity, record_key) values (?, ?, ?, ?)";

  /**
   * Takes notice of records as they were just stored; those that are no reviews are passed over.
   */
  public static void note(Tx tx, String organisation, Collection<RecordRow> rows) {
    for (var row : rows) {
      if (row.names().entity().equals(PeerSupport.REVIEW)) {
        tx.update(DELETE, organisation, row.id());
        var fields = row.fields();
        if (isOpen(fields)) {
          var entity = fields.text("entity");
          tx.updateOne(INSERT, organisation, row.id(), entity, fields.text("record"));
        }
      }
    }
  }

  private static boolean isOpen(Fields review) {
    return review.text("status").equals(OPEN);
  }

  private static final String OF_RECORDS =
      """
      select o.review
      from unnest(cast(? as varchar array)) as t(n)
      join open_review o on o.org = ? and o.record_key = t.n
      """;

  /** Returns the open reviews of records with these keys. */
  public static List<RecordRow> of(Tx tx, String organisation, Collection<String> keys) {
    var ids = new ArrayList<>(tx.list(OF_RECORDS, row -> row.getString(1), keys, organisation));
    return ids.isEmpty() ? List.of() : Records.named(tx, organisation, ids);
  }
}
