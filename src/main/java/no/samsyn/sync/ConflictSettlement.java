package no.samsyn.sync;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import no.samsyn.audit.AuditAction;
import no.samsyn.model.Authorship;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Fields;
import no.samsyn.model.Mutation;
import no.samsyn.model.Op;
import no.samsyn.model.ServerRecord;
import no.samsyn.model.Uuid7;
import no.samsyn.sync.Transport.ItemResult;
import no.samsyn.sync.conflict.Conflict;
import no.samsyn.sync.conflict.Resolution;
import no.samsyn.sync.conflict.ReviewCase;
import no.samsyn.sync.conflict.Side;

/**
 * Settles a change that met another one on the server: the entity type's rule decides, and both
 * sides go to the audit trail whatever it says. Used within one transaction.
 *
 * <p>Everything that this device has queued for the record behind the change joins it first: it was
 * made on the same base, before anybody here knew.
 */
final class ConflictSettlement {
  private final SyncStore.Tx tx;
  private final EnginePorts ports;
  private final Instant now;
  private final Audit audit;
  private final Rows rows;

  ConflictSettlement(SyncStore.Tx tx, EnginePorts ports, Instant now) {
    this.tx = tx;
    this.ports = ports;
    this.now = now;
    this.audit = new Audit(tx, now);
    this.rows = new Rows(tx);
  }

  /** The change with all that joined it, and whether it ends in a delete. */
  private record Mine(Mutation mutation, boolean deletes, boolean byProxy) {}

  void settle(OutboxEntry entry, ItemResult.Conflict answer) {
    var current = answer.current();
    var mine = gather(entry);
    var conflict = conflict(mine, answer);
    var rule = new Policies(tx.mirror(), ports.rulebook()).ruleFor(current.id().entity());
    var resolution = ownerless(conflict, ports.rulebook().decide(rule, conflict));
    record(mine, conflict, answer, resolution);
    tx.outbox().remove(entry.mutation());
    rows.takeOver(current);
    if (resolution instanceof Resolution.SendAgain again) {
      sendAgain(mine, current, again.result());
    } else if (resolution instanceof Resolution.AskPerson ask) {
      askPerson(mine, conflict, answer, ask.contested());
    }
    rows.relay(entry.record());
  }

  /**
   * Takes what is queued behind the change into it. A decision among it stood on what will not be
   * applied, so it is lost.
   */
  private Mine gather(OutboxEntry entry) {
    new LostDecisions(tx, now).endBehind(entry);
    var server = rows.find(entry.record()).map(MirrorRow::serverFields).orElse(Fields.NONE);
    var mutation = entry.local();
    var deletes = mutation.target().op() == Op.DELETE;
    var byProxy = isByProxy(mutation);
    for (var later : behind(entry)) {
      deletes = later.local().target().op() == Op.DELETE;
      byProxy |= isByProxy(later.local());
      mutation = mutation.with(mutation.changes().then(later.local().changes(), server));
      tx.outbox().remove(later.mutation());
      audit.about(AuditAction.COALESCED, later.local(), 0, "", entry.mutation());
    }
    return new Mine(mutation, deletes, byProxy);
  }

  private List<OutboxEntry> behind(OutboxEntry entry) {
    var behind = new ArrayList<OutboxEntry>();
    for (var later : tx.outbox().of(entry.record())) {
      if (later.local().seq() > entry.local().seq()) {
        behind.add(later);
      }
    }
    return behind;
  }

  private static boolean isByProxy(Mutation mutation) {
    return !mutation.evidence().onBehalfOf().isEmpty();
  }

  private Conflict conflict(Mine mine, ItemResult.Conflict answer) {
    var base = base(mine.mutation(), answer);
    var wanted = mine.deletes() ? Fields.NONE : mine.mutation().changes().applyTo(base);
    var kind = Conflict.Kind.EDIT_AND_EDIT;
    if (!answer.current().isPresent()) {
      kind = Conflict.Kind.THEIRS_DELETED;
    } else if (mine.deletes()) {
      kind = Conflict.Kind.MINE_DELETES;
    }
    return new Conflict(
        answer.current().id().entity(),
        base,
        wanted,
        answer.current().fields(),
        kind,
        mine.byProxy() || isTheirsByProxy(answer, mine.mutation().changes()));
  }

  /**
   * Rebuilds what the author saw: the server's record without what came since, and where the author
   * said what was there, that.
   */
  private Fields base(Mutation mine, ItemResult.Conflict answer) {
    if (mine.target().op() == Op.CREATE) {
      return Fields.NONE;
    }
    var base = answer.current().fields();
    if (!answer.current().isPresent()) {
      base = rows.find(answer.current().id()).map(MirrorRow::serverFields).orElse(Fields.NONE);
    }
    for (var since : answer.since()) {
      base = base.with(since.field(), since.before());
    }
    for (var change : mine.changes().byName().entrySet()) {
      base = base.with(change.getKey(), change.getValue().before());
    }
    return base;
  }

  /**
   * Who changed what I changed; where that is not among what the server says, who changed the
   * record last. An answer that is given again says nothing, nor does one of a server that counts
   * its versions anew after a backup; then nobody may guess.
   */
  private static boolean isTheirsByProxy(ItemResult.Conflict answer, FieldChanges mine) {
    if (answer.since().isEmpty()) {
      return true;
    }
    var told = new HashSet<String>();
    for (var since : answer.since()) {
      if (mine.names().contains(since.field())) {
        told.add(since.field());
        if (since.authorship().isByProxy()) {
          return true;
        }
      }
    }
    return hasChangedUntold(answer, mine, told)
        || (told.isEmpty() && answer.current().last().isByProxy());
  }

  private static boolean hasChangedUntold(
      ItemResult.Conflict answer, FieldChanges mine, Set<String> told) {
    var stands = answer.current().fields();
    return answer.current().isPresent()
        && mine.byName().entrySet().stream()
            .filter(change -> !told.contains(change.getKey()))
            .anyMatch(change -> !stands.get(change.getKey()).equals(change.getValue().before()));
  }

  /** A review belongs to somebody, so that those in scope see it; what nobody owns is decided. */
  private Resolution ownerless(Conflict conflict, Resolution resolution) {
    var isForPerson = resolution instanceof Resolution.AskPerson;
    return isForPerson && owner(conflict).isEmpty() ? new Resolution.KeepTheirs() : resolution;
  }

  private String owner(Conflict conflict) {
    var schema = ports.schemas().require(conflict.entity());
    for (var body : List.of(conflict.theirs(), conflict.base(), conflict.mine())) {
      if (!schema.ownerIn(body).isEmpty()) {
        return schema.ownerIn(body);
      }
    }
    return "";
  }

  private void record(
      Mine mine, Conflict conflict, ItemResult.Conflict answer, Resolution resolution) {
    var version = answer.current().version();
    audit.about(
        AuditAction.CONFLICTED,
        mine.mutation(),
        version,
        resolution.code(),
        "",
        FieldChanges.between(conflict.base(), conflict.mine()));
    audit.theirs(
        mine.mutation(),
        lastOf(answer),
        version,
        FieldChanges.between(conflict.base(), conflict.theirs()));
  }

  private static Authorship lastOf(ItemResult.Conflict answer) {
    return answer.current().last();
  }

  /** Content goes on under a new id, because the old one has its answer for good. */
  private void sendAgain(Mine mine, ServerRecord current, Fields result) {
    var old = mine.mutation();
    var renewed =
        new Mutation(
            Uuid7.mint(now, ports.chance()),
            old.device(),
            new DeviceFacts(tx.facts()).nextSeq(),
            new Mutation.Target(old.target().entity(), Op.UPDATE, old.target().record()),
            Mutation.Basis.version(current.version()),
            FieldChanges.between(current.fields(), result),
            old.evidence(),
            old.links().replacing(old.id()));
    tx.outbox().append(OutboxEntry.fresh(renewed, OutboxEntry.Hold.NONE, ""));
    audit.about(AuditAction.REBASED, renewed, current.version(), "", old.id());
  }

  private void askPerson(
      Mine mine, Conflict conflict, ItemResult.Conflict answer, Set<String> contested) {
    var current = answer.current();
    var isEdit = conflict.kind() == Conflict.Kind.EDIT_AND_EDIT;
    var subject =
        new ReviewCase.Subject(
            current.id().entity(),
            current.id().key(),
            isEdit ? ReviewCase.TWO_VERSIONS : ReviewCase.EDIT_AND_DELETE,
            owner(conflict));
    var sides =
        new ReviewCase.Sides(
            conflict.base(),
            conflict.mine(),
            conflict.theirs(),
            contested,
            Side.of(mine.mutation()),
            Side.of(lastOf(answer), current.version()));
    new ReviewOpening(tx, ports, now, mine.mutation().evidence().clockOffsetMillis())
        .open(ReviewCase.opened(subject, sides), mine.mutation());
  }
}
