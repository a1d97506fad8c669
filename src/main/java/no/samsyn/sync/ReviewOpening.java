package no.samsyn.sync;

import java.time.Instant;
import java.util.Set;
import no.samsyn.audit.AuditAction;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Fields;
import no.samsyn.model.Mutation;
import no.samsyn.model.Op;
import no.samsyn.model.RecordId;
import no.samsyn.model.Value;
import no.samsyn.sync.conflict.ReviewCase;

/**
 * Puts a conflict before people: a {@code review} record that goes out like any other, so that
 * every coordinator in scope can decide it. Used within one transaction.
 */
final class ReviewOpening {
  private static final int SUPERSEDED_MAX = 100; // open reviews of one record by one person

  private final SyncStore.Tx tx;
  private final Pen pen;
  private final Rows rows;
  private final Audit audit;

  ReviewOpening(SyncStore.Tx tx, EnginePorts ports, Instant now, long clockOffsetMillis) {
    this.tx = tx;
    var account = new DeviceFacts(tx.facts()).account().orElseThrow(IllegalStateException::new);
    this.pen = new Pen(tx, account, ports.schemas(), now, ports.chance(), clockOffsetMillis);
    this.rows = new Rows(tx);
    this.audit = new Audit(tx, now);
  }

  /** Opens a review that carries {@code parked} on, and ends older ones that it says all of. */
  void open(ReviewCase review, Mutation parked) {
    var id = new RecordId(ReviewCase.ENTITY, pen.mint());
    supersede(review);
    create(id, review.toFields(), parked.id());
  }

  /** Opens a review under a key that every device computes alike. */
  void open(ReviewCase review, String key) {
    create(new RecordId(ReviewCase.ENTITY, key), review.toFields(), "");
  }

  private void create(RecordId id, Fields body, String replaced) {
    var changes = FieldChanges.between(Fields.NONE, body);
    var links = Mutation.Links.NONE.replacing(replaced);
    var mutation =
        pen.write(id, Op.CREATE, Mutation.Basis.NEW, changes, pen.onBehalfOf(id, body), links);
    tx.outbox().append(OutboxEntry.fresh(mutation, OutboxEntry.Hold.NONE, ""));
    rows.putNew(id, body);
    audit.about(
        AuditAction.REVIEW_OPENED, mutation, 0, body.text("kind"), replaced, FieldChanges.NONE);
  }

  /** My own open reviews of the record whose fields are all contested again. */
  private void supersede(ReviewCase review) {
    var open =
        tx.mirror()
            .rows(
                new RecordQuery(
                    ReviewCase.ENTITY,
                    OpenReviews.of(review.subject().record()),
                    "",
                    false,
                    SUPERSEDED_MAX,
                    0));
    for (var row : open) {
      var older = ReviewCase.of(row.view());
      var isMine = older.sides().mineBy().by().author().equals(pen.account().user());
      var isCovered = changed(review).containsAll(changed(older));
      if (isMine && isCovered && older.subject().kind().equals(review.subject().kind())) {
        close(row, ReviewCase.SUPERSEDED);
      }
    }
  }

  /** All that mine has changed: a change goes to review whole, and lives nowhere else. */
  private static Set<String> changed(ReviewCase review) {
    return FieldChanges.between(review.sides().base(), review.sides().mine()).names();
  }

  private void close(MirrorRow row, String status) {
    var pending = tx.outbox().of(row.id());
    var basis =
        pending.isEmpty()
            ? Mutation.Basis.version(row.version())
            : Mutation.Basis.after(pending.get(pending.size() - 1).mutation());
    var after = row.view().with(ReviewCase.STATUS, Value.text(status));
    var mutation =
        pen.write(row.id(), Op.UPDATE, basis, FieldChanges.between(row.view(), after), row.view());
    tx.outbox().append(OutboxEntry.behind(mutation, pending));
    audit.about(AuditAction.DECIDED, mutation, 0, status);
    rows.relay(row.id());
  }
}
