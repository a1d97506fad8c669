package no.samsyn.sync;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import no.samsyn.audit.AuditAction;
import no.samsyn.model.FieldChange;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Fields;
import no.samsyn.model.Mutation;
import no.samsyn.model.Op;
import no.samsyn.model.RecordId;

/**
 * Takes apart a decision that the server did not accept: somebody else decided first, or the record
 * moved meanwhile. All of it goes, none of it lies over what stands, and the person is told. Used
 * within one transaction.
 */
final class LostDecisions {
  private static final DeadLetter.Reason UNDER_IT_MOVED =
      DeadLetter.Reason.of(
          DeadLetter.Kind.DECISION_LOST,
          "a change of the record before it did not go through; look again and decide");
  private static final DeadLetter.Reason NEVER_MADE =
      DeadLetter.Reason.of(
          DeadLetter.Kind.DECISION_LOST,
          "it was written into a record that a decision was to make, and the decision did not"
              + " count");

  private final SyncStore.Tx tx;
  private final Instant now;
  private final Audit audit;
  private final Rows rows;

  LostDecisions(SyncStore.Tx tx, Instant now) {
    this.tx = tx;
    this.now = now;
    this.audit = new Audit(tx, now);
    this.rows = new Rows(tx);
  }

  /**
   * Ends the whole group of {@code entry}. One dead letter stands for it, that of its first member;
   * it holds what the person wanted, and {@code theirs} what stood in the way.
   */
  void end(OutboxEntry entry, DeadLetter.Reason reason, Fields theirs, long theirsVersion) {
    var members = tx.outbox().inGroup(entry.local().links().group());
    var first = members.get(0);
    bury(first, first.local(), reason, theirs, theirsVersion);
    for (var member : members) {
      tx.outbox().remove(member.mutation());
      audit.about(
          AuditAction.DECISION_LOST,
          member.local(),
          theirsVersion,
          reason.kind().code(),
          first.mutation(),
          member.local().changes());
    }
    for (var member : members) {
      standOnWhatStands(member);
      rows.relay(member.record());
      tx.outbox().release(member.record().key());
    }
  }

  /** Ends every decision that stands behind {@code entry}, which will not be applied as it is. */
  void endBehind(OutboxEntry entry) {
    for (var later : tx.outbox().of(entry.record())) {
      if (later.local().seq() > entry.local().seq()
          && later.local().isGrouped()
          && tx.outbox().find(later.mutation()).isPresent()) {
        end(later, UNDER_IT_MOVED, Fields.NONE, 0);
      }
    }
  }

  private void bury(
      OutboxEntry entry,
      Mutation mine,
      DeadLetter.Reason reason,
      Fields theirs,
      long theirsVersion) {
    tx.deadLetters()
        .add(
            new DeadLetter(
                mine,
                entry.wireForm(),
                reason,
                theirs,
                theirsVersion,
                entry.delivery().attempts() + (entry.wasSent() ? 1 : 0),
                entry.sentAt(),
                now));
  }

  /** What was edited on top of the decision goes on from what the decision stood on. */
  private void standOnWhatStands(OutboxEntry member) {
    var rest = tx.outbox().of(member.record());
    if (rest.isEmpty() || rest.get(0).wasSent()) {
      return; // what was sent hears of it by its own answer
    }
    var next = rest.get(0);
    if (!next.local().basis().follows().equals(member.mutation())) {
      return;
    }
    if (member.local().target().op() == Op.CREATE) {
      rest.forEach(edit -> endWithItsRecord(edit, member.local()));
    } else {
      rebase(next, member.local());
    }
  }

  /**
   * The record was never made, so there is nothing to change: a person looks at what was written.
   */
  private void endWithItsRecord(OutboxEntry edit, Mutation decision) {
    tx.outbox().remove(edit.mutation());
    if (edit.local().target().op() == Op.DELETE) {
      audit.about(AuditAction.WITHDRAWN, edit.local(), 0, "");
      return;
    }
    var letter = edit.local().with(decision.links());
    bury(edit, letter, NEVER_MADE, Fields.NONE, 0);
    audit.about(
        AuditAction.DECISION_LOST,
        letter,
        0,
        NEVER_MADE.kind().code(),
        decision.id(),
        letter.changes());
  }

  /**
   * The decision's values are not what this edit begins with, so it says anew what it changes: of
   * what its author saw before he decided, since others may have written since.
   */
  private void rebase(OutboxEntry next, Mutation decision) {
    var isDelete = next.local().target().op() == Op.DELETE;
    var changes = isDelete ? FieldChanges.NONE : withoutTheDecision(next.local(), decision);
    if (changes.isEmpty() && !isDelete) {
      tx.outbox().remove(next.mutation());
      audit.about(AuditAction.COALESCED, next.local(), 0, "same");
    } else {
      var renewed = next.local().with(decision.basis()).with(changes);
      tx.outbox().rewrite(next.with(renewed));
      tx.outbox().hold(next.mutation(), OutboxEntry.Hold.NONE, "");
    }
  }

  private FieldChanges withoutTheDecision(Mutation edit, Mutation decision) {
    var server = rows.find(recordOf(edit)).map(MirrorRow::serverFields).orElse(Fields.NONE);
    var changes = new TreeMap<String, FieldChange>();
    for (var change : edit.changes().byName().entrySet()) {
      var decided = decision.changes().byName().get(change.getKey());
      var after = change.getValue().after();
      var before = decided == null ? change.getValue().before() : decided.before();
      var stands = server.get(change.getKey());
      if (!after.equals(stands)) {
        changes.put(
            change.getKey(), new FieldChange(before.equals(after) ? stands : before, after));
      }
    }
    return new FieldChanges(changes);
  }

  private static RecordId recordOf(Mutation mutation) {
    return new RecordId(mutation.target().entity(), mutation.target().record());
  }

  /** Returns whether {@code letters} say more than that decisions were lost. */
  static boolean needMore(List<DeadLetter> letters) {
    return letters.stream().anyMatch(letter -> letter.reason().kind().liesOverTheRecord());
  }
}
