package no.samsyn.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.samsyn.model.Fields;
import no.samsyn.model.Op;
import no.samsyn.model.RecordId;
import no.samsyn.model.Schemas;
import no.samsyn.sync.Transport.ItemResult;

/**
 * Records that the server once had and that a restored backup does not: whoever made them offers
 * them again when he next syncs. What others changed of them, or hung on them, waits until then.
 *
 * <p>To make the record anew from the mirror at once was rejected: it would get another author, and
 * meet its own create. Only when nobody has brought it back for as long as changes are offered
 * again does it come to a person, whose retry makes it anew with all that this device knows of it.
 * Used within one transaction.
 */
final class LostRecords {
  private static final String UNKNOWN_RECORD = "unknown-record"; // the server's codes; never rename
  private static final String UNKNOWN_REFERENCE = "unknown-reference";
  private static final Duration WAIT_MAX = Duration.ofDays(AckJournal.AGE_DAYS_MAX);
  private static final int LIST_PAGE = 1_000;

  private final SyncStore.Tx tx;
  private final Schemas schemas;
  private final Instant now;
  private final DeviceFacts facts;

  LostRecords(SyncStore.Tx tx, Schemas schemas, Instant now) {
    this.tx = tx;
    this.schemas = schemas;
    this.now = now;
    this.facts = new DeviceFacts(tx.facts());
  }

  /**
   * Returns the record that {@code entry} has to wait for; nothing if it was refused for another
   * reason, or tried again in vain already.
   */
  Optional<RecordId> missing(OutboxEntry entry, ItemResult.Rejected refusal, String epoch) {
    if ((!isNewEpoch(epoch) && !isAwaiting()) || isMadeAndDeleted(entry)) {
      return Optional.empty();
    }
    return missing(entry, refusal);
  }

  /**
   * Returns whether {@code entry} makes a record that was deleted here since, and names one that
   * the server lost: there is nothing left to wait for.
   */
  boolean endsWithItsDelete(OutboxEntry entry, ItemResult.Rejected refusal, String epoch) {
    return (isNewEpoch(epoch) || isAwaiting())
        && isMadeAndDeleted(entry)
        && tx.outbox().of(entry.record()).stream().noneMatch(each -> each.local().isGrouped())
        && missing(entry, refusal).isPresent();
  }

  private Optional<RecordId> missing(OutboxEntry entry, ItemResult.Rejected refusal) {
    var named = named(entry, refusal).filter(this::wasOnServer).filter(id -> !isGivenUpHere(id));
    var triedAgain = !entry.local().links().replaces().isEmpty();
    return named.filter(id -> !isHere(id) || !triedAgain);
  }

  /** Lets {@code mutation} wait for {@code record}, unless it has come back meanwhile. */
  void await(String mutation, RecordId record) {
    if (!isHere(record)) {
      tx.outbox().hold(mutation, OutboxEntry.Hold.WAITS_FOR_RECORD, record.key());
    }
  }

  /** Returns whether own changes of {@code id} are still on their way to a server that lost it. */
  boolean isOnItsWay(RecordId id) {
    return isAwaiting()
        && tx.outbox().of(id).stream()
            .anyMatch(
                entry -> entry.wasSent() || entry.hold() == OutboxEntry.Hold.WAITS_FOR_RECORD);
  }

  /**
   * A snapshot has come: lets everything go that waits for a lost record, be it in there or not.
   * Somebody may have brought it back and another one deleted it since, which no snapshot tells;
   * the server does, and what still lacks its record waits again.
   */
  void release() {
    for (var entry : waiting()) {
      awaitedBy(entry).ifPresent(id -> tx.outbox().release(entry.waitsFor()));
    }
  }

  /** Brings to a person what nobody has brought back for as long as anybody would. */
  void giveUpWhenTooLate() {
    var since = facts.reofferedAt();
    if (since.equals(Instant.EPOCH) || now.isBefore(since.plus(WAIT_MAX))) {
      return;
    }
    for (var entry : waiting()) {
      if (awaitedBy(entry).isPresent() && tx.outbox().find(entry.mutation()).isPresent()) {
        new Undertaker(tx, new Audit(tx, now), now).bury(entry, reason(entry));
        new Rows(tx).relay(entry.record());
      }
    }
    facts.setReofferedAt(Instant.EPOCH);
  }

  private static DeadLetter.Reason reason(OutboxEntry entry) {
    return entry.waitsFor().equals(entry.record().key())
        ? DeadLetter.Reason.of(
            DeadLetter.Kind.REJECTED,
            "the server came back from a backup without this record, and nobody has brought it"
                + " back; sent again, it is made anew with all that is known here")
        : DeadLetter.Reason.of(
            DeadLetter.Kind.MISSING_REFERENCE,
            "it names a record that the server lost, and that nobody has brought back");
  }

  private boolean isMadeAndDeleted(OutboxEntry entry) {
    return entry.local().target().op() == Op.CREATE
        && tx.outbox().of(entry.record()).stream()
            .anyMatch(later -> later.local().target().op() == Op.DELETE);
  }

  private boolean isNewEpoch(String epoch) {
    return !epoch.isEmpty() && !facts.epoch().isEmpty() && !epoch.equals(facts.epoch());
  }

  private boolean isAwaiting() {
    return !facts.reofferedAt().equals(Instant.EPOCH);
  }

  private Optional<RecordId> named(OutboxEntry entry, ItemResult.Rejected refusal) {
    if (refusal.code().equals(UNKNOWN_RECORD)) {
      return entry.local().target().op() == Op.CREATE
          ? Optional.empty()
          : Optional.of(entry.record());
    }
    return refusal.code().equals(UNKNOWN_REFERENCE) ? reference(entry, refusal) : Optional.empty();
  }

  private Optional<RecordId> reference(OutboxEntry entry, ItemResult.Rejected refusal) {
    var schema = schemas.require(entry.record().entity());
    var fields = entry.local().changes().applyTo(Fields.NONE);
    for (var problem : refusal.problems()) {
      if (problem.code().equals(UNKNOWN_REFERENCE)) {
        var key = fields.text(problem.field());
        return schema.field(problem.field()).map(field -> new RecordId(field.refersTo(), key));
      }
    }
    return Optional.empty();
  }

  /** Whatever waits for a record that this device knows the server had waits for a lost one. */
  private Optional<RecordId> awaitedBy(OutboxEntry entry) {
    var key = entry.waitsFor();
    if (key.equals(entry.record().key())) {
      return Optional.of(entry.record()).filter(this::wasOnServer);
    }
    var schema = schemas.require(entry.record().entity());
    for (var field : schema.references(entry.local().changes().applyTo(Fields.NONE)).entrySet()) {
      if (field.getValue().equals(key)) {
        return schema
            .field(field.getKey())
            .map(each -> new RecordId(each.refersTo(), key))
            .filter(this::wasOnServer);
      }
    }
    return Optional.empty();
  }

  private boolean wasOnServer(RecordId id) {
    return tx.idMap().serverIdOf(id.key()).isPresent();
  }

  /** Its own create is a dead letter on this device, so nobody else brings it back. */
  private boolean isGivenUpHere(RecordId id) {
    return tx.deadLetters().of(id).stream()
        .anyMatch(letter -> letter.mine().target().op() == Op.CREATE);
  }

  /** Until the snapshot has come the mirror tells of the server's former life. */
  private boolean isHere(RecordId id) {
    return !facts.cursor().isEmpty()
        && tx.mirror().find(id).filter(MirrorRow::isOnServer).isPresent();
  }

  private List<OutboxEntry> waiting() {
    var waiting = new ArrayList<OutboxEntry>();
    var offset = 0L;
    List<OutboxEntry> page;
    do {
      page = tx.outbox().list(LIST_PAGE, offset);
      for (var entry : page) {
        if (entry.hold() == OutboxEntry.Hold.WAITS_FOR_RECORD) {
          waiting.add(entry);
        }
      }
      offset += LIST_PAGE;
    } while (page.size() == LIST_PAGE);
    return waiting;
  }
}
