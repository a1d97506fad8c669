package no.samsyn.sync;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import no.samsyn.audit.AuditAction;
import no.samsyn.model.Chance;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Fields;
import no.samsyn.model.Mutation;
import no.samsyn.model.Op;
import no.samsyn.model.Problem;
import no.samsyn.model.RecordId;
import no.samsyn.model.Schemas;
import no.samsyn.model.Time;
import no.samsyn.model.Uuid7;
import no.samsyn.sync.SyncStore.Durability;
import org.jspecify.annotations.Nullable;

/**
 * What a person does with changes that need him: send again as they are now, or discard.
 *
 * <p>A dead letter speaks for its whole record: with it go the changes that were blocked behind it
 * and the edits that were made since. Thread-safe as far as its store is; each call is one forced
 * transaction.
 */
public final class OutboxCare {
  private final SyncStore store;
  private final Schemas schemas;
  private final Time time;
  private final Chance chance;
  private final ServerClock serverClock;

  public OutboxCare(
      SyncStore store, Schemas schemas, Time time, Chance chance, ServerClock serverClock) {
    this.store = store;
    this.schemas = schemas;
    this.time = time;
    this.chance = chance;
    this.serverClock = serverClock;
  }

  /** What became of the wish. */
  public sealed interface Outcome {
    /** It waits to be sent again, as a new mutation. */
    record Queued(String mutation) implements Outcome {}

    /** It is as the person wants it already, here and on the server; nothing is left to send. */
    record NothingLeft() implements Outcome {}

    record Discarded(int changes) implements Outcome {}

    /** It cannot be sent as it is. */
    record StillWrong(List<Problem> problems) implements Outcome {
      public StillWrong {
        problems = List.copyOf(problems);
      }
    }

    record NotFound(String mutation) implements Outcome {}

    /** Somebody deleted the record; a deleted record never comes back under its key. */
    record RecordGone(String mutation) implements Outcome {}

    /** This device does not show the record, so nobody could see what would be sent. */
    record OutOfReach(String mutation) implements Outcome {}

    /** It was a decision that did not count; whoever still wants one decides again. */
    record DecideAgain(String review) implements Outcome {}

    /** It was sent and nobody knows yet what the server did. */
    record MayHaveArrived(String mutation) implements Outcome {}
  }

  public Outcome retry(String mutation) {
    return store.inTransaction(Durability.FORCED, tx -> retry(tx, mutation));
  }

  public Outcome discard(String mutation, String reason) {
    return store.inTransaction(Durability.FORCED, tx -> discard(tx, mutation, reason));
  }

  private Outcome retry(SyncStore.Tx tx, String mutation) {
    var entry = tx.outbox().find(mutation);
    var letter = tx.deadLetters().find(mutation);
    if (!letter.isPresent() && entry.isPresent()) {
      letter = tx.deadLetters().of(entry.get().record()).stream().findFirst();
      if (!letter.isPresent()) {
        tx.outbox().postpone(mutation, Outbox.Delivery.FRESH); // it is on its way: no more waiting
        return new Outcome.Queued(mutation);
      }
    }
    if (letter.isPresent() && !letter.get().reason().kind().liesOverTheRecord()) {
      return new Outcome.DecideAgain(letter.get().mine().links().resolves());
    }
    return letter.isPresent() ? renew(tx, letter.get()) : new Outcome.NotFound(mutation);
  }

  /** Carries everything unsettled of the letter's record on in one new mutation. */
  private Outcome renew(SyncStore.Tx tx, DeadLetter letter) {
    for (var entry : tx.outbox().of(letter.record())) {
      if (entry.wasSent()) {
        return new Outcome.MayHaveArrived(entry.mutation());
      }
    }
    endDecisions(tx, letter.record());
    new Rows(tx).relay(letter.record());
    if (meetsTombstone(tx, letter)) {
      return new Outcome.RecordGone(letter.mutation());
    }
    var row = tx.mirror().find(letter.record());
    if (!row.isPresent()) {
      return new Outcome.OutOfReach(letter.mutation());
    }
    var renewed = renewed(tx, letter, row.get());
    if (renewed.problems != null) {
      return new Outcome.StillWrong(renewed.problems);
    }
    var audit = new Audit(tx, time.now());
    for (var old : tx.deadLetters().of(letter.record())) {
      tx.deadLetters().remove(old.mutation());
      audit.about(AuditAction.RETRIED, old.mine(), old.theirsVersion(), "", renewed.idOrNone());
    }
    for (var held : tx.outbox().of(letter.record())) {
      tx.outbox().remove(held.mutation());
      audit.about(AuditAction.COALESCED, held.local(), 0, "", renewed.idOrNone());
    }
    if (renewed.mutation != null) {
      tx.outbox().append(OutboxEntry.fresh(renewed.mutation, OutboxEntry.Hold.NONE, ""));
    }
    new Rows(tx).relay(letter.record());
    if (renewed.mutation == null) {
      tx.outbox().release(letter.record().key());
      return new Outcome.NothingLeft();
    }
    return new Outcome.Queued(renewed.mutation.id());
  }

  /** Either problems, or a mutation, or nothing left to send. */
  private record Renewed(@Nullable List<Problem> problems, @Nullable Mutation mutation) {
    String idOrNone() {
      return mutation == null ? "" : mutation.id();
    }
  }

  private static boolean meetsTombstone(SyncStore.Tx tx, DeadLetter letter) {
    return tx.deadLetters().of(letter.record()).stream()
        .anyMatch(each -> each.reason().kind() == DeadLetter.Kind.RECORD_DELETED);
  }

  /**
   * On what its author saw when it was first written: others may have changed the record since, and
   * then it meets an honest conflict.
   */
  private Renewed renewed(SyncStore.Tx tx, DeadLetter letter, MirrorRow known) {
    var own = new Rows(tx).ownChanges(letter.record());
    if (own.get(own.size() - 1).target().op() == Op.DELETE) { // the last word counts
      return known.isOnServer()
          ? new Renewed(
              null, mutation(tx, letter, Op.DELETE, versionSeen(tx, own, known), FieldChanges.NONE))
          : new Renewed(null, null);
    }
    var problems = schemas.require(letter.record().entity()).problemsOf(known.view());
    if (!problems.isEmpty()) {
      return new Renewed(problems, null);
    }
    if (!known.isOnServer()) {
      var everything = FieldChanges.between(Fields.NONE, known.view());
      return new Renewed(null, mutation(tx, letter, Op.CREATE, 0, everything));
    }
    var changes = wanted(own, known.serverFields());
    return changes.isEmpty()
        ? new Renewed(null, null)
        : new Renewed(null, mutation(tx, letter, Op.UPDATE, versionSeen(tx, own, known), changes));
  }

  /** Joins the changes, without what the server says already. */
  private static FieldChanges wanted(List<Mutation> own, Fields server) {
    var joined = FieldChanges.NONE;
    for (var each : own) {
      joined = joined.then(each.changes(), server);
    }
    var left = new TreeMap<>(joined.byName());
    left.entrySet().removeIf(each -> server.get(each.getKey()).equals(each.getValue().after()));
    return new FieldChanges(left);
  }

  private static long versionSeen(SyncStore.Tx tx, List<Mutation> own, MirrorRow known) {
    var basis = own.get(0).basis();
    var seen =
        basis.followsAnother()
            ? tx.acknowledged().versionMadeBy(basis.follows())
            : basis.baseVersion();
    return seen == 0 ? known.version() : Math.min(seen, known.version());
  }

  private Mutation mutation(
      SyncStore.Tx tx, DeadLetter letter, Op op, long version, FieldChanges changes) {
    var now = time.now();
    var facts = new DeviceFacts(tx.facts());
    var own = new Rows(tx).ownChanges(letter.record());
    var latest = own.get(own.size() - 1).evidence(); // a correction may be for another person
    return new Mutation(
        Uuid7.mint(now, chance),
        facts.device(now, chance),
        facts.nextSeq(),
        new Mutation.Target(letter.record().entity(), op, letter.record().key()),
        op == Op.CREATE ? Mutation.Basis.NEW : Mutation.Basis.version(version),
        changes,
        new Mutation.Evidence(
            latest.author(),
            latest.onBehalfOf(),
            now,
            serverClock.offsetMillis(),
            schemas.version()),
        Mutation.Links.NONE.replacing(letter.mutation())); // what it was part of is over
  }

  private Outcome discard(SyncStore.Tx tx, String mutation, String reason) {
    var now = time.now();
    var audit = new Audit(tx, now);
    var letter = tx.deadLetters().find(mutation);
    var waiting = tx.outbox().find(mutation);
    if (!letter.isPresent() && !waiting.isPresent()) {
      return new Outcome.NotFound(mutation);
    }
    var record =
        letter
            .map(DeadLetter::record)
            .orElseGet(
                () -> waiting.map(OutboxEntry::record).orElseThrow(IllegalStateException::new));
    for (var entry : tx.outbox().of(record)) {
      if (entry.wasSent()) {
        return new Outcome.MayHaveArrived(entry.mutation());
      }
    }
    if (letter.isPresent() && !letter.get().reason().kind().liesOverTheRecord()) {
      discard(tx, letter.get(), reason, audit, now);
      tx.outbox().release(record.key());
      return new Outcome.Discarded(1); // it speaks for itself alone
    }
    endDecisions(tx, record);
    return new Outcome.Discarded(discardAll(tx, record, reason, audit, now));
  }

  /** Half a decision must never go alone, so the decisions of the record end whole. */
  private void endDecisions(SyncStore.Tx tx, RecordId record) {
    var reason =
        DeadLetter.Reason.of(
            DeadLetter.Kind.DECISION_LOST, "what it stood on was taken back before it was sent");
    for (var entry : tx.outbox().of(record)) {
      if (entry.local().isGrouped() && tx.outbox().find(entry.mutation()).isPresent()) {
        new LostDecisions(tx, time.now()).end(entry, reason, Fields.NONE, 0);
      }
    }
  }

  private static void discard(
      SyncStore.Tx tx, DeadLetter letter, String reason, Audit audit, Instant now) {
    tx.deadLetters().discard(letter.mutation(), reason, now);
    audit.about(AuditAction.DISCARDED, letter.mine(), letter.theirsVersion(), "", reason);
  }

  private int discardAll(
      SyncStore.Tx tx, RecordId record, String reason, Audit audit, Instant now) {
    var known = tx.mirror().find(record);
    new Undertaker(tx, audit, now)
        .buryUnsent(
            record, DeadLetter.Reason.of(DeadLetter.Kind.BLOCKED, "discarded before it was sent"));
    var letters = tx.deadLetters().of(record);
    for (var letter : letters) {
      discard(tx, letter, reason, audit, now);
    }
    var wasDeleted =
        letters.stream().anyMatch(each -> each.reason().kind() == DeadLetter.Kind.RECORD_DELETED);
    if (wasDeleted) {
      tx.mirror().remove(record); // the own side was all that kept it visible
    } else {
      known.ifPresent(row -> new Rows(tx).relay(row));
    }
    tx.outbox().release(record.key());
    return letters.size();
  }
}
