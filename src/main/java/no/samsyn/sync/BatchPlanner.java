package no.samsyn.sync;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.samsyn.audit.AuditAction;
import no.samsyn.model.EntitySchema;
import no.samsyn.model.Fields;
import no.samsyn.model.Op;
import no.samsyn.model.RecordId;
import no.samsyn.model.Schemas;

/**
 * Chooses what the next push carries, freezes it and leases it, all in one transaction.
 *
 * <p>The rule, as properties ({@code BatchPlannerTest} tries all small cases): changes of one
 * record keep their order; a record comes before what refers to it, or is known to the server
 * already; a group is whole or absent; what waits for another record or for a person is absent, and
 * holds up nothing else.
 */
final class BatchPlanner {
  /**
   * Longer than any exchange may take; a crash costs at most this much time, and the next start
   * clears it.
   */
  private static final Duration LEASE = Duration.ofMinutes(2);

  private final Schemas schemas;
  private final Sealer sealer;
  private final String owner;
  private final int bytesMax;

  BatchPlanner(Schemas schemas, Sealer sealer, String owner, int bytesMax) {
    this.schemas = schemas;
    this.sealer = sealer;
    this.owner = owner;
    this.bytesMax = bytesMax;
  }

  Batch plan(SyncStore.Tx tx, Instant now, int itemsMax) {
    var plan = new Plan(tx, now, itemsMax);
    var looked = itemsMax;
    while (!plan.takeFrom(tx.outbox().ready(now, looked), looked)) {
      looked *= 4;
    }
    return new Batch(plan.entries, plan.sealed, plan.changedTheQueue);
  }

  /** One batch while it grows. */
  private final class Plan {
    private final SyncStore.Tx tx;
    private final Instant now;
    private final int itemsMax;
    private final WireForm wire;
    private final Audit audit;
    private final Map<String, OutboxEntry> entries = new LinkedHashMap<>();
    private final List<Transport.Sealed> sealed = new ArrayList<>();
    private final Set<String> createdHere = new HashSet<>();
    private int bytes;
    private boolean full;
    private boolean changedTheQueue;

    Plan(SyncStore.Tx tx, Instant now, int itemsMax) {
      this.tx = tx;
      this.now = now;
      this.itemsMax = itemsMax;
      this.wire = new WireForm(tx.idMap());
      this.audit = new Audit(tx, now);
    }

    /**
     * Takes what may go of the first {@code looked} heads there are. Returns false where none of
     * them could and there may be more: a decision waits with its whole group for what stands
     * before one of its members, and must not stand in the way of just that.
     */
    boolean takeFrom(List<OutboxEntry> heads, int looked) {
      for (var head : heads) {
        if (isFull()) {
          break;
        }
        takeChainOf(head);
      }
      return !sealed.isEmpty() || changedTheQueue || full || heads.size() < looked;
    }

    boolean isFull() {
      return full || sealed.size() >= itemsMax;
    }

    /** Takes the first entry of a record and as many of those behind it as may go with it. */
    void takeChainOf(OutboxEntry head) {
      if (entries.containsKey(head.mutation())) {
        return; // came along with its group
      }
      for (var entry : tx.outbox().of(head.record())) {
        var taken = entry.local().isGrouped() ? takeGroupOf(entry) : takeAlone(entry);
        if (!taken || isFull()) {
          return;
        }
      }
    }

    private boolean takeAlone(OutboxEntry entry) {
      if (entries.containsKey(entry.mutation())) {
        return true;
      }
      if (!mayGo(entry) || isWaiting(entry, Set.of())) {
        return false;
      }
      return take(List.of(entry));
    }

    private boolean takeGroupOf(OutboxEntry member) {
      if (entries.containsKey(member.mutation())) {
        return true;
      }
      var group = tx.outbox().inGroup(member.local().links().group());
      var created = new HashSet<String>();
      for (var each : group) {
        if (!mayGo(each) || !predecessorsAreTaken(each, group) || isWaiting(each, created)) {
          return false;
        }
        noteCreate(each, created);
      }
      if (sealed.size() + group.size() > itemsMax && !sealed.isEmpty()) {
        full = true; // the next batch has room for it
        return false;
      }
      return take(group);
    }

    private boolean mayGo(OutboxEntry entry) {
      return entry.hold() != OutboxEntry.Hold.NEEDS_PERSON
          && !waitsForWhatWasLost(entry)
          && isDue(entry.delivery().nextAttempt());
    }

    /** The id of such a record is known, so its references alone would let the entry go. */
    private boolean waitsForWhatWasLost(OutboxEntry entry) {
      return entry.hold() == OutboxEntry.Hold.WAITS_FOR_RECORD && wire.isOnServer(entry.waitsFor());
    }

    private boolean isDue(Instant due) {
      return !due.isAfter(now) || due.isAfter(now.plus(Outbox.POSTPONED_MAX));
    }

    private boolean predecessorsAreTaken(OutboxEntry entry, List<OutboxEntry> group) {
      for (var earlier : tx.outbox().of(entry.record())) {
        if (earlier.mutation().equals(entry.mutation())) {
          return true;
        }
        var inGroup =
            group.stream().anyMatch(member -> member.mutation().equals(earlier.mutation()));
        if (!inGroup && !entries.containsKey(earlier.mutation())) {
          return false;
        }
      }
      return true;
    }

    /**
     * Returns whether a record that the entry names is not on the server yet and does not travel
     * before it. What was sent in one batch with its target may be parted from it since, when the
     * server failed on the target.
     */
    private boolean isWaiting(OutboxEntry entry, Set<String> createdInGroup) {
      var schema = schemas.require(entry.record().entity());
      for (var reference : namedBy(entry, schema).entrySet()) {
        var key = reference.getValue();
        if (wire.isOnServer(key) || createdHere.contains(key) || createdInGroup.contains(key)) {
          continue;
        }
        var target = schema.field(reference.getKey()).map(field -> field.refersTo()).orElse("");
        var id = new RecordId(target, key);
        if (entry.wasSent() && tx.outbox().of(id).isEmpty()) {
          continue; // its target went before it; what became of both the server knows
        }
        waitFor(entry, id);
        return true;
      }
      return false;
    }

    private Map<String, String> namedBy(OutboxEntry entry, EntitySchema schema) {
      return schema.references(entry.local().changes().applyTo(Fields.NONE));
    }

    private void waitFor(OutboxEntry entry, RecordId target) {
      var isComing =
          !tx.outbox().of(target).isEmpty() || LostDecisions.needMore(tx.deadLetters().of(target));
      if (!isComing) {
        new Undertaker(tx, audit, now)
            .bury(
                entry,
                DeadLetter.Reason.of(
                    DeadLetter.Kind.MISSING_REFERENCE,
                    "it names a " + target.entity() + " that is not there any more"));
        relay(entry);
      } else if (entry.hold() == OutboxEntry.Hold.NONE) {
        changedTheQueue = true;
        tx.outbox().hold(entry.mutation(), OutboxEntry.Hold.WAITS_FOR_RECORD, target.key());
      }
    }

    /** Adds the entries as one: all of them fit, or none. */
    private boolean take(List<OutboxEntry> together) {
      var forms = new ArrayList<String>();
      var size = 0;
      for (var entry : together) {
        var form =
            entry.wasSent()
                ? entry.wireForm()
                : sealer.seal(wire.of(entry.local(), schemaOf(entry)));
        forms.add(form);
        size += form.getBytes(StandardCharsets.UTF_8).length + 1;
      }
      if (bytes + size > bytesMax) {
        full = true;
        if (sealed.isEmpty()) {
          buryTooLarge(together);
        }
        return false;
      }
      for (var i = 0; i < together.size(); i++) {
        add(together.get(i), forms.get(i));
      }
      bytes += size;
      return true;
    }

    private void add(OutboxEntry entry, String form) {
      var sentAt = entry.wasSent() ? entry.sentAt() : now;
      if (!entry.wasSent()) {
        audit.about(AuditAction.SENT, entry.local(), 0, "");
      }
      var frozen =
          tx.outbox()
              .freeze(entry.mutation(), form, new Outbox.Lease(owner, sentAt, now.plus(LEASE)));
      entries.put(
          entry.mutation(),
          new OutboxEntry(
              entry.local(), sentAt, frozen, entry.hold(), entry.waitsFor(), entry.delivery()));
      sealed.add(new Transport.Sealed(entry.mutation(), frozen));
      if (!entry.local().isGrouped()) {
        noteCreate(entry, createdHere); // a decision may be lost whole, so who names its copy waits
      }
    }

    private void noteCreate(OutboxEntry entry, Set<String> created) {
      if (entry.local().target().op() == Op.CREATE) {
        created.add(entry.record().key());
      }
    }

    private void buryTooLarge(List<OutboxEntry> together) {
      var reason =
          DeadLetter.Reason.of(
              DeadLetter.Kind.TOO_LARGE, "it is larger than the server takes at once");
      for (var entry : together) {
        new Undertaker(tx, audit, now).bury(entry, reason);
        relay(entry);
      }
    }

    private void relay(OutboxEntry entry) {
      changedTheQueue = true;
      new Rows(tx).relay(entry.record());
    }

    private EntitySchema schemaOf(OutboxEntry entry) {
      return schemas.require(entry.record().entity());
    }
  }
}
