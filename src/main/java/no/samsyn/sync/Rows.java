package no.samsyn.sync;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import no.samsyn.model.Fields;
import no.samsyn.model.Mutation;
import no.samsyn.model.Op;
import no.samsyn.model.RecordId;
import no.samsyn.model.ServerRecord;
import no.samsyn.sync.conflict.ReviewCase;

/**
 * Keeps every mirror row what it must be: the server's last state with the user's unsettled changes
 * over it.
 *
 * <p>Whoever changes a row goes through here; only staging, and what takes a row away for good,
 * tells the mirror itself. Used within one transaction.
 */
final class Rows {
  private final SyncStore.Tx tx;

  Rows(SyncStore.Tx tx) {
    this.tx = tx;
  }

  /** Takes over a state that the server told, unless a newer one is here already. */
  void takeOver(ServerRecord told) {
    var row = tx.mirror().find(told.id());
    if (row.isPresent() && row.get().version() > told.version()) {
      relay(row.get());
    } else if (row.isPresent() && row.get().state() == RowState.SYNCED && told.isPresent()) {
      tx.mirror().put(MirrorRow.ofServer(told));
      showReview(told.id(), told.fields());
    } else if (!told.isPresent() && !ownChanges(told.id()).isEmpty()) {
      row.ifPresent(known -> relay(known.withoutServer())); // until the own side is settled
    } else {
      relay(MirrorRow.ofServer(told));
    }
  }

  /** Recomputes the row of {@code id} after its own changes became more, fewer or others. */
  void relay(RecordId id) {
    tx.mirror().find(id).ifPresent(this::relay);
  }

  /**
   * Writes the row whose server side is {@code known}, with whatever own changes there are over it.
   */
  void relay(MirrorRow known) {
    var own = ownChanges(known.id());
    var serverFields = known.serverFields();
    if (own.isEmpty()) {
      if (known.isOnServer() && !serverFields.values().isEmpty()) {
        putSettled(known, serverFields);
      } else {
        tx.mirror().remove(known.id());
      }
      return;
    }
    var view = serverFields;
    var removed = false;
    for (var change : own) {
      removed = change.target().op() == Op.DELETE;
      view = change.changes().applyTo(view);
    }
    var needsPerson = LostDecisions.needMore(tx.deadLetters().of(known.id()));
    var state = needsPerson ? RowState.NEEDS_YOU : RowState.UNSENT;
    put(known, view, serverFields, state, removed && state == RowState.UNSENT);
  }

  private void putSettled(MirrorRow known, Fields fields) {
    if (OpenReviews.isInReview(tx.mirror(), known.id())) {
      put(known, fields, fields, RowState.IN_REVIEW, false);
    } else {
      put(known, fields, Fields.NONE, RowState.SYNCED, false);
    }
  }

  /** Writes a record that was made here just now. */
  void putNew(RecordId id, Fields fields) {
    put(
        new MirrorRow(id, "", 0, fields, Fields.NONE, RowState.UNSENT, false, MirrorRow.NOBODY),
        fields,
        Fields.NONE,
        RowState.UNSENT,
        false);
  }

  /** Whether a record is in review stands with the review; when that changes, so does its row. */
  private void showReview(RecordId id, Fields body) {
    if (id.entity().equals(ReviewCase.ENTITY) && !body.text(ReviewCase.RECORD).isEmpty()) {
      relay(new RecordId(body.text("entity"), body.text(ReviewCase.RECORD)));
    }
  }

  /** Returns the unsettled own changes of a record in the order of their making. */
  List<Mutation> ownChanges(RecordId id) {
    var own = new ArrayList<Mutation>();
    for (var letter : tx.deadLetters().of(id)) {
      if (letter.reason().kind().liesOverTheRecord()) {
        own.add(letter.mine());
      }
    }
    tx.outbox().of(id).forEach(entry -> own.add(entry.local()));
    own.sort(Comparator.comparingLong(Mutation::seq));
    return own;
  }

  Optional<MirrorRow> find(RecordId id) {
    return tx.mirror().find(id);
  }

  private void put(MirrorRow known, Fields view, Fields base, RowState state, boolean removed) {
    tx.mirror()
        .put(
            new MirrorRow(
                known.id(),
                known.serverId(),
                known.version(),
                view,
                base,
                state,
                removed,
                known.last()));
    showReview(known.id(), view);
  }
}
