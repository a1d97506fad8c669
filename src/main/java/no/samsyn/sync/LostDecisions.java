package no.samsyn.sync;

import java.time.Instant;
import java.util.List;
import no.samsyn.audit.AuditAction;
import no.samsyn.model.Fields;
import no.samsyn.model.Mutation;

/**
 * Takes apart a decision that the server did not accept: somebody else decided first, or the record
 * moved meanwhile. All of it goes, none of it lies over what stands, and the person is told. Used
 * within one transaction.
 */
final class LostDecisions {
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
    bury(first, reason, theirs, theirsVersion);
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

  private void bury(
      OutboxEntry entry, DeadLetter.Reason reason, Fields theirs, long theirsVersion) {
    tx.deadLetters()
        .add(
            new DeadLetter(
                entry.local(),
                entry.wireForm(),
                reason,
                theirs,
                theirsVersion,
                entry.delivery().attempts() + (entry.wasSent() ? 1 : 0),
                entry.sentAt(),
                now));
  }

  /** What was edited on top of the decision goes on from the version that is known here. */
  private void standOnWhatStands(OutboxEntry member) {
    var rest = tx.outbox().of(member.record());
    if (rest.isEmpty() || rest.get(0).wasSent()) {
      return; // what was sent hears of it by its own answer
    }
    var next = rest.get(0);
    if (next.local().basis().follows().equals(member.mutation())) {
      var version = rows.find(member.record()).map(MirrorRow::version).orElse(0L);
      tx.outbox().rewrite(next.with(next.local().with(Mutation.Basis.version(version))));
      tx.outbox().hold(next.mutation(), OutboxEntry.Hold.NONE, "");
    }
  }

  /** Returns whether {@code letters} say more than that decisions were lost. */
  static boolean needMore(List<DeadLetter> letters) {
    return letters.stream().anyMatch(letter -> letter.reason().kind().liesOverTheRecord());
  }
}
