package no.samsyn.sync;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.samsyn.audit.AuditAction;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Fields;
import no.samsyn.model.Mutation;
import no.samsyn.model.Op;
import no.samsyn.model.RecordId;
import no.samsyn.model.ServerRecord;
import no.samsyn.model.ServerRecord.Presence;
import no.samsyn.model.Uuid7;
import no.samsyn.sync.Transport.ItemResult;
import no.samsyn.sync.conflict.ReviewCase;

/**
 * Takes the server's answer to a push into the store, within one transaction: every item gets
 * exactly one end, or stays.
 *
 * <p>An answer that does not match the batch, or contradicts what is known, throws {@link
 * BadAnswer} and changes nothing.
 */
final class PushSettlement {

  /** What became of the items, in counts. */
  record Outcome(int accepted, int conflicts, int rejected, int deferred, boolean skippedAny) {}

  private static final String ERASED = "erased"; // the server's codes; never rename
  private static final String ID_REUSED = "id-reused";
  private static final String OUT_OF_SCOPE = "out-of-scope";

  private final SyncStore.Tx tx;
  private final Instant now;
  private final EnginePorts ports;
  private final Audit audit;
  private final Rows rows;
  private final Undertaker undertaker;
  private final Map<String, ItemResult> byId = new HashMap<>();

  /** Members of decisions whose blocker is being settled: an honest server makes no circle. */
  private final Set<String> deciding = new HashSet<>();

  private final List<RecordId> created = new ArrayList<>();
  private int accepted;
  private int conflicts;
  private int rejected;
  private int deferred;
  private boolean skippedAny;
  private Instant serverTime = Instant.EPOCH;
  private String epoch = "";

  PushSettlement(SyncStore.Tx tx, EnginePorts ports, Instant now) {
    this.tx = tx;
    this.now = now;
    this.ports = ports;
    this.audit = new Audit(tx, now);
    this.rows = new Rows(tx);
    this.undertaker = new Undertaker(tx, audit, now);
  }

  Outcome settle(Batch batch, Transport.PushAnswer answer) {
    serverTime = answer.serverTime();
    epoch = answer.epoch();
    for (var result : answer.results()) {
      if (!batch.entries().containsKey(result.id()) || byId.put(result.id(), result) != null) {
        throw new BadAnswer(
            "a result for a mutation that was not sent, or two for one: " + result.id());
      }
    }
    if (byId.size() != batch.size()) {
      throw new BadAnswer(batch.size() + " mutations sent, " + byId.size() + " results");
    }
    for (var entry : inOrderOfSettling(batch)) {
      // Settling an earlier item of the record may have moved this one to the dead letters already.
      var current = tx.outbox().find(entry.mutation());
      if (current.isPresent()) {
        settle(current.get(), resultFor(current.get()));
      } else {
        skippedAny = true;
        remember(entry, resultFor(entry));
      }
    }
    var toldTwice = new ToldTwice(tx, ports, now);
    created.stream().filter(id -> toldTwice.isAbout(id.entity())).forEach(toldTwice::look);
    forgetWhatIsOld();
    return new Outcome(accepted, conflicts, rejected, deferred, skippedAny);
  }

  /**
   * What was applied comes first: an earlier change of its record that was not applied must not
   * take it along, since then it would be written once more.
   */
  private List<OutboxEntry> inOrderOfSettling(Batch batch) {
    var applied = new ArrayList<OutboxEntry>();
    var others = new ArrayList<OutboxEntry>();
    for (var entry : batch.entries().values()) {
      (resultFor(entry) instanceof ItemResult.Applied ? applied : others).add(entry);
    }
    applied.addAll(others);
    return applied;
  }

  /**
   * By the server's time: a device clock that is ahead would forget what a restore may need. A
   * server of another life needs it now, however old it is.
   */
  private void forgetWhatIsOld() {
    if (epoch.equals(new DeviceFacts(tx.facts()).epoch())) {
      tx.acknowledged()
          .trim(serverTime.minus(AckJournal.AGE_DAYS_MAX, ChronoUnit.DAYS), AckJournal.ENTRIES_MAX);
    }
  }

  private ItemResult resultFor(OutboxEntry entry) {
    var result = byId.get(entry.mutation());
    if (result == null) {
      throw new BadAnswer("no result for " + entry.mutation());
    }
    return result;
  }

  private void settle(OutboxEntry entry, ItemResult result) {
    if (result instanceof ItemResult.Applied applied) {
      acknowledge(entry, applied);
    } else if (result instanceof ItemResult.Conflict conflict) {
      conflict(entry, conflict);
    } else if (result instanceof ItemResult.Rejected refusal) {
      reject(entry, refusal);
    } else if (result instanceof ItemResult.Blocked blocked) {
      blocked(entry, blocked);
    } else if (result instanceof ItemResult.Deferred) {
      deferred++;
      tx.outbox().postpone(entry.mutation(), entry.delivery());
    } else {
      throw new IllegalStateException("unknown result: " + result.getClass());
    }
  }

  /**
   * The entry has joined another one meanwhile, and the server took it all the same: the next time
   * that the server comes back from a backup, this is what it may lack.
   */
  private void remember(OutboxEntry entry, ItemResult result) {
    if (result instanceof ItemResult.Applied applied
        && applied.record().presence() != Presence.ERASED) {
      tx.acknowledged().add(acknowledged(entry, applied));
    }
  }

  private AckJournal.Acknowledged acknowledged(OutboxEntry entry, ItemResult.Applied applied) {
    // A repeated answer may show a later state than the one that this change made.
    var madeVersion = applied.replayed() ? 1 : applied.record().version();
    return new AckJournal.Acknowledged(entry.local(), entry.wireForm(), madeVersion, serverTime);
  }

  private void acknowledge(OutboxEntry entry, ItemResult.Applied applied) {
    var record = applied.record();
    requireSame(entry, record);
    learn(entry, record);
    if (record.presence() == Presence.ERASED) {
      accepted++;
      erase(entry);
      return;
    }
    tx.outbox().remove(entry.mutation());
    tx.acknowledged().add(acknowledged(entry, applied));
    var row = rows.find(entry.record());
    if (row.isPresent() || entry.local().target().op() == Op.CREATE) {
      rows.takeOver(record);
    }
    if (!applied.replayed()) {
      rebaseSuccessor(entry, record.version());
    }
    if (entry.local().target().op() == Op.CREATE) {
      created.add(entry.record());
    }
    audit.about(AuditAction.APPLIED, entry.local(), record.version(), "");
    accepted++;
  }

  /** The server has the record: what waits for it may go, and the pair of ids is known for good. */
  private void learn(OutboxEntry entry, ServerRecord record) {
    try {
      tx.idMap().join(entry.record().key(), record.serverId());
    } catch (IllegalStateException e) {
      throw new BadAnswer("another server id than before for " + entry.record());
    }
    tx.outbox().release(entry.record().key());
  }

  /**
   * The next change of the record was made on top of this one; now it has a version to stand on.
   */
  private void rebaseSuccessor(OutboxEntry acknowledged, long version) {
    var rest = tx.outbox().of(acknowledged.record());
    if (rest.isEmpty()) {
      return;
    }
    var next = rest.get(0);
    if (!next.wasSent() && next.local().basis().follows().equals(acknowledged.mutation())) {
      tx.outbox().rewrite(next.with(next.local().with(Mutation.Basis.version(version))));
    }
  }

  private void conflict(OutboxEntry entry, ItemResult.Conflict answer) {
    var current = answer.current();
    requireSame(entry, current);
    learn(entry, current);
    if (current.presence() == Presence.ERASED) {
      conflicts++;
      erase(entry);
    } else if (entry.local().isGrouped()) {
      conflicts++;
      loseDecision(entry, current);
    } else if (current.presence() == Presence.OUT_OF_SCOPE) {
      conflicts++;
      leaveToPerson(entry);
    } else if (!current.isPresent() && entry.local().target().op() == Op.DELETE) {
      tx.outbox().remove(entry.mutation()); // both wanted it gone, and it is
      rows.takeOver(current);
      audit.about(AuditAction.APPLIED, entry.local(), current.version(), "deleted-already");
      accepted++;
    } else if (isThereAlready(entry)) {
      tx.outbox().remove(entry.mutation());
      rows.takeOver(current);
      audit.about(AuditAction.APPLIED, entry.local(), current.version(), "there-already");
      accepted++;
    } else {
      conflicts++;
      new ConflictSettlement(tx, ports, now).settle(entry, answer);
    }
  }

  /** Access to the record was lost, so its author cannot settle it from here. */
  private void leaveToPerson(OutboxEntry entry) {
    undertaker.bury(entry, Undertaker.NO_ACCESS);
    undertaker.loseAccess(entry.record());
  }

  /** Whether the server has said before that it shows the record no more. */
  private boolean hasLostSightOf(OutboxEntry entry) {
    return entry.local().target().op() != Op.CREATE
        && !rows.find(entry.record()).filter(MirrorRow::isOnServer).isPresent();
  }

  /** Two devices that find the same pair open the same review: one of them is the first. */
  private static boolean isThereAlready(OutboxEntry entry) {
    return entry.record().entity().equals(ReviewCase.ENTITY)
        && entry.local().target().op() == Op.CREATE;
  }

  private void loseDecision(OutboxEntry entry, ServerRecord current) {
    new LostDecisions(tx, now)
        .end(
            entry,
            DeadLetter.Reason.of(DeadLetter.Kind.DECISION_LOST, whyLost(current)),
            current.fields(),
            current.version());
    rows.takeOver(current);
  }

  /** Assigning or commenting a review moves it, too, and decides nothing. */
  private static String whyLost(ServerRecord current) {
    if (!current.id().entity().equals(ReviewCase.ENTITY)) {
      return "the record was changed while you decided; look again and decide";
    }
    return ReviewCase.of(current.fields()).isOpen()
        ? "somebody changed this review while you decided, and it is still open; decide again"
        : "somebody else has decided this review already";
  }

  /** What the change is about was erased: nothing of it stays here, the change included. */
  private void erase(OutboxEntry entry) {
    new RecordErasure(tx, ports.schemas(), now).erase(List.of(entry.record()));
  }

  private void reject(OutboxEntry entry, ItemResult.Rejected refusal) {
    rejected++;
    if (refusal.code().equals(ERASED)) {
      erase(entry);
      return;
    }
    audit.about(AuditAction.REJECTED, entry.local(), 0, refusal.code());
    if (entry.local().isGrouped()) {
      var reason =
          new DeadLetter.Reason(
              DeadLetter.Kind.DECISION_LOST, refusal.sentence(), refusal.problems());
      new LostDecisions(tx, now).end(entry, reason, Fields.NONE, 0);
      return;
    }
    var lost = new LostRecords(tx, ports.schemas(), now);
    if (lost.endsWithItsDelete(entry, refusal, epoch)) {
      withdraw(entry);
      return;
    }
    var missing = lost.missing(entry, refusal, epoch);
    if (missing.isPresent()) {
      lost.await(startAgain(entry, basisSeen(entry)), missing.get());
      return;
    }
    if (refusal.code().equals(ID_REUSED)) {
      startAgain(entry, basisSeen(entry));
      return;
    }
    if (refusal.code().equals(OUT_OF_SCOPE) && hasLostSightOf(entry)) {
      leaveToPerson(entry);
      return;
    }
    undertaker.bury(
        entry,
        new DeadLetter.Reason(DeadLetter.Kind.REJECTED, refusal.sentence(), refusal.problems()));
    rows.relay(entry.record());
  }

  /** Made and deleted here, and the server has neither: both wishes are fulfilled. */
  private void withdraw(OutboxEntry create) {
    for (var each : tx.outbox().of(create.record())) {
      tx.outbox().remove(each.mutation());
      audit.about(AuditAction.WITHDRAWN, each.local(), 0, "");
    }
    tx.mirror().remove(create.record());
    tx.outbox().release(create.record().key());
  }

  /**
   * Not applied because of another one. Where that one is still on its way this one waits; where it
   * died it died too, above; where it was applied the record has moved since, and this change
   * starts again on what its author saw.
   */
  private void blocked(OutboxEntry entry, ItemResult.Blocked blocked) {
    audit.about(AuditAction.BLOCKED, entry.local(), 0, "", blocked.by());
    var predecessor = entry.local().basis().follows();
    var predecessorResult = byId.get(predecessor);
    if (entry.local().isGrouped()) {
      blockedDecision(entry, blocked.by());
    } else if (predecessor.isEmpty()) {
      throw new BadAnswer("blocked without following anything: " + entry.mutation());
    } else if (predecessorResult instanceof ItemResult.Applied applied && !applied.replayed()) {
      startAgain(entry, Mutation.Basis.version(applied.record().version()));
    } else if (tx.outbox().find(predecessor).isPresent()) {
      deferred++;
      tx.outbox().postpone(entry.mutation(), entry.delivery());
    } else {
      startAgain(entry, Mutation.Basis.version(tx.acknowledged().versionMadeBy(predecessor)));
    }
  }

  /** The member of the group that could not be applied tells why; where it is another's, nobody. */
  private void blockedDecision(OutboxEntry entry, String by) {
    var culprit = tx.outbox().find(by);
    if (culprit.isPresent() && byId.containsKey(by)) {
      if (!deciding.add(entry.mutation())) {
        throw new BadAnswer("decisions block each other in a circle: " + by);
      }
      var why = resultFor(culprit.get());
      if (why instanceof ItemResult.Blocked further && isOfSameDecision(entry, further.by())) {
        throw new BadAnswer("two members of a decision block each other: " + by);
      }
      settle(culprit.get(), why);
      deciding.remove(entry.mutation());
      return;
    }
    rejected++;
    var reason =
        DeadLetter.Reason.of(
            DeadLetter.Kind.DECISION_LOST, "the change that you decided upon did not go through");
    new LostDecisions(tx, now).end(entry, reason, Fields.NONE, 0);
  }

  private boolean isOfSameDecision(OutboxEntry entry, String other) {
    var group = entry.local().links().group();
    return tx.outbox()
        .find(other)
        .map(member -> member.local().links().group().equals(group))
        .orElse(false);
  }

  private Mutation.Basis basisSeen(OutboxEntry entry) {
    var basis = entry.local().basis();
    return basis.followsAnother()
        ? Mutation.Basis.version(tx.acknowledged().versionMadeBy(basis.follows()))
        : basis;
  }

  /**
   * A mutation that was answered so can never be applied under its id, so its content goes on under
   * a new one.
   *
   * @return the new id
   */
  private String startAgain(OutboxEntry entry, Mutation.Basis basis) {
    var old = entry.local();
    var renewed =
        new Mutation(
            Uuid7.mint(now, ports.chance()),
            old.device(),
            new DeviceFacts(tx.facts()).nextSeq(),
            old.target(),
            basis,
            old.changes(),
            old.evidence(),
            old.links().replacing(old.id()));
    new LostDecisions(tx, now).endBehind(entry);
    var behind = tx.outbox().of(entry.record());
    tx.outbox().remove(entry.mutation());
    tx.outbox().append(OutboxEntry.fresh(renewed, OutboxEntry.Hold.NONE, ""));
    audit.about(AuditAction.REBASED, renewed, basis.baseVersion(), "", old.id());
    for (var later : behind) {
      if (!later.mutation().equals(entry.mutation())) {
        foldInto(renewed, later);
      }
    }
    rows.relay(entry.record());
    return renewed.id();
  }

  /**
   * What stood behind a renewed change comes after it, so it joins it: its own number is lower now.
   */
  private void foldInto(Mutation renewed, OutboxEntry later) {
    var carrier = tx.outbox().find(renewed.id()).orElseThrow(IllegalStateException::new);
    var isDelete = later.local().target().op() == Op.DELETE;
    var server = rows.find(later.record()).map(MirrorRow::serverFields).orElse(Fields.NONE);
    var joined =
        isDelete
            ? carrier.local().with(Op.DELETE).with(FieldChanges.NONE)
            : carrier.local().with(carrier.local().changes().then(later.local().changes(), server));
    tx.outbox().remove(later.mutation());
    tx.outbox().rewrite(carrier.with(joined));
    audit.about(AuditAction.COALESCED, later.local(), 0, "", renewed.id());
  }

  private void requireSame(OutboxEntry entry, ServerRecord record) {
    if (!record.id().equals(entry.record())) {
      throw new BadAnswer("asked about " + entry.record() + ", answered about " + record.id());
    }
    if (!record.isPresent() && !record.fields().equals(Fields.NONE)) {
      throw new BadAnswer("a tombstone with fields: " + record.id());
    }
  }
}
