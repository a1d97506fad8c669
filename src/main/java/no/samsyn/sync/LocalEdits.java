package no.samsyn.sync;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import no.samsyn.audit.AuditAction;
import no.samsyn.model.Chance;
import no.samsyn.model.EntitySchema;
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
 * What happens when a person saves: the record, the outbox entry and the audit event in one forced
 * transaction, or nothing.
 *
 * <p>Thread-safe as far as its store is. When a method returns {@link Edit.Outcome.Saved}, the edit
 * survives a power cut.
 */
public final class LocalEdits {
  private final SyncStore store;
  private final Schemas schemas;
  private final Time time;
  private final Chance chance;
  private final ServerClock serverClock;

  public LocalEdits(
      SyncStore store, Schemas schemas, Time time, Chance chance, ServerClock serverClock) {
    this.store = store;
    this.schemas = schemas;
    this.time = time;
    this.chance = chance;
    this.serverClock = serverClock;
  }

  public Edit.Outcome create(Edit.Wish wish) {
    var id = new RecordId(wish.entity(), Uuid7.mint(time.now(), chance));
    return inTransaction(session -> session.save(id, Op.CREATE, Fields.NONE, wish));
  }

  /**
   * Changes the record, or makes it where it is not there: for keys that everybody computes alike.
   */
  public Edit.Outcome put(RecordId id, Edit.Wish wish) {
    return inTransaction(
        session -> {
          var row = session.tx.mirror().find(id);
          if (!row.isPresent()) {
            return session.save(id, Op.CREATE, Fields.NONE, wish);
          }
          return row.get().removed()
              ? new Edit.Outcome.NotFound(id)
              : session.save(id, Op.UPDATE, row.get().view(), wish);
        });
  }

  public Edit.Outcome update(RecordId id, Edit.Wish wish) {
    return inTransaction(
        session -> {
          var row = session.tx.mirror().find(id);
          return row.isPresent() && !row.get().removed()
              ? session.save(id, Op.UPDATE, row.get().view(), wish)
              : new Edit.Outcome.NotFound(id);
        });
  }

  public Edit.Outcome delete(RecordId id) {
    return inTransaction(
        session -> {
          var row = session.tx.mirror().find(id);
          return row.isPresent() && !row.get().removed()
              ? session.delete(row.get())
              : new Edit.Outcome.NotFound(id);
        });
  }

  /**
   * Takes a delete back that was never sent: the record is as it was, with what else waits for it.
   * Not found where there is none, or where the server may know of it already.
   */
  public Edit.Outcome undelete(RecordId id) {
    return inTransaction(session -> session.undelete(id));
  }

  private Edit.Outcome inTransaction(Function<Session, Edit.Outcome> work) {
    return store.inTransaction(
        Durability.FORCED,
        tx -> {
          var account = new DeviceFacts(tx.facts()).account();
          return account.isPresent()
              ? work.apply(new Session(tx, account.get(), time.now()))
              : new Edit.Outcome.SignInNeeded();
        });
  }

  private static final DeadLetter.Reason DELETED_UNSENT =
      DeadLetter.Reason.of(DeadLetter.Kind.DECISION_LOST, "deleted before it was sent");

  /** One save within its transaction. */
  private final class Session {
    private final SyncStore.Tx tx;
    private final Account account;
    private final Instant now;
    private final Pen pen;
    private final Audit audit;

    Session(SyncStore.Tx tx, Account account, Instant now) {
      this.tx = tx;
      this.account = account;
      this.now = now;
      this.pen = new Pen(tx, account, schemas, now, chance, serverClock.offsetMillis());
      this.audit = new Audit(tx, now);
    }

    Edit.Outcome save(RecordId id, Op op, Fields before, Edit.Wish wish) {
      var schema = schemas.require(id.entity());
      var after = wish.applyTo(before);
      var changes = FieldChanges.between(before, after);
      if (op == Op.UPDATE && changes.isEmpty()) {
        return new Edit.Outcome.Unchanged(id);
      }
      var problems = problemsOf(schema, changes, after);
      if (!problems.isEmpty()) {
        return new Edit.Outcome.Refused(problems);
      }
      var saved = queue(id, op, changes, pen.onBehalfOf(id, after));
      writeRow(id, op, after);
      return new Edit.Outcome.Saved(id, saved);
    }

    Edit.Outcome delete(MirrorRow row) {
      var pending = tx.outbox().of(row.id());
      var everSent = row.isOnServer() || pending.stream().anyMatch(OutboxEntry::wasSent);
      if (!everSent && tx.deadLetters().of(row.id()).isEmpty()) {
        return withdraw(row, pending);
      }
      var saved =
          queue(row.id(), Op.DELETE, FieldChanges.NONE, pen.onBehalfOf(row.id(), row.view()));
      new Rows(tx).relay(row.id());
      return new Edit.Outcome.Saved(row.id(), saved);
    }

    Edit.Outcome undelete(RecordId id) {
      var pending = tx.outbox().of(id);
      var newest = pending.isEmpty() ? null : pending.get(pending.size() - 1);
      if (newest == null
          || newest.wasSent()
          || newest.local().isGrouped()
          || newest.local().target().op() != Op.DELETE) {
        return new Edit.Outcome.NotFound(id);
      }
      tx.outbox().remove(newest.mutation());
      audit.about(AuditAction.WITHDRAWN, newest.local(), 0, "");
      new Rows(tx).relay(id);
      return new Edit.Outcome.Saved(id, "");
    }

    /**
     * Nobody else ever saw the record: it goes without a trace on the wire, its content is kept as
     * discarded.
     */
    private Edit.Outcome withdraw(MirrorRow row, List<OutboxEntry> pending) {
      for (var entry : pending) {
        if (entry.local().isGrouped()) {
          new LostDecisions(tx, now).end(entry, DELETED_UNSENT, Fields.NONE, 0);
          continue;
        }
        var reason = DELETED_UNSENT.of(DeadLetter.Kind.RECORD_DELETED);
        tx.deadLetters()
            .add(new DeadLetter(entry.local(), "", reason, Fields.NONE, 0, 0, Instant.EPOCH, now));
        tx.deadLetters().discard(entry.mutation(), reason.sentence(), now);
        tx.outbox().remove(entry.mutation());
        audit.about(AuditAction.WITHDRAWN, entry.local(), 0, "");
      }
      tx.mirror().remove(row.id());
      tx.outbox().release(row.id().key());
      return new Edit.Outcome.Saved(row.id(), "");
    }

    private List<Problem> problemsOf(EntitySchema schema, FieldChanges changes, Fields after) {
      var problems = new ArrayList<Problem>();
      for (var name : changes.names()) {
        if (schema.field(name).map(field -> field.isSetByServer()).orElse(false)) {
          problems.add(new Problem(name, "set-by-server", name + " is set by the server"));
        }
      }
      problems.addAll(schema.problemsOf(after));
      for (var reference : schema.references(after).entrySet()) {
        if (changes.names().contains(reference.getKey())) {
          var target = schema.field(reference.getKey()).map(field -> field.refersTo()).orElse("");
          if (!tx.mirror().has(new RecordId(target, reference.getValue()))) {
            problems.add(
                new Problem(
                    reference.getKey(),
                    "missing-reference",
                    reference.getKey()
                        + " names no "
                        + target
                        + " on this device: "
                        + reference.getValue()));
          }
        }
      }
      return problems;
    }

    /**
     * Adds the change to the newest entry of the record if that was never sent, else as an entry of
     * its own.
     */
    private String queue(RecordId id, Op op, FieldChanges changes, String onBehalfOf) {
      var pending = op == Op.CREATE ? List.<OutboxEntry>of() : tx.outbox().of(id);
      var newest = pending.isEmpty() ? null : pending.get(pending.size() - 1);
      if (newest != null && op == Op.UPDATE && mayJoin(newest, onBehalfOf, changes)) {
        join(newest, changes);
        audit.about(AuditAction.COALESCED, newest.local(), 0, "", newest.mutation(), changes);
        return newest.mutation();
      }
      var mutation =
          pen.write(id, op, basisOf(id, op, newest), changes, onBehalfOf, Mutation.Links.NONE);
      tx.outbox().append(entryFor(mutation, newest));
      audit.about(AuditAction.SAVED, mutation, 0, op.wireName(), "", changes);
      return mutation.id();
    }

    private void join(OutboxEntry newest, FieldChanges changes) {
      var server =
          tx.mirror().find(newest.record()).map(MirrorRow::serverFields).orElse(Fields.NONE);
      var joined = newest.local().changes().then(changes, server);
      if (joined.isEmpty() && newest.local().target().op() == Op.UPDATE) {
        tx.outbox().remove(newest.mutation()); // back to what it was: nothing is left to send
        return;
      }
      tx.outbox().rewrite(newest.with(newest.local().with(joined)));
      var waitsForItself = newest.waitsFor().equals(newest.record().key()); // the server lost it
      if (newest.hold() == OutboxEntry.Hold.WAITS_FOR_RECORD && !waitsForItself) {
        tx.outbox()
            .hold(newest.mutation(), OutboxEntry.Hold.NONE, ""); // it may name another one now
      }
    }

    private boolean mayJoin(OutboxEntry newest, String onBehalfOf, FieldChanges changes) {
      var local = newest.local();
      return !newest.wasSent()
          && local.target().op() != Op.DELETE
          && !local.isGrouped()
          && local.links().resolves().isEmpty()
          && local.evidence().author().equals(account.user())
          && local.evidence().onBehalfOf().equals(onBehalfOf)
          && !refersToAPeer(newest, changes);
    }

    /** A reference within one rank must be made after its target: joining would put it before. */
    private boolean refersToAPeer(OutboxEntry entry, FieldChanges changes) {
      var schema = schemas.require(entry.record().entity());
      for (var field : schema.fields()) {
        if (changes.names().contains(field.name())
            && !field.refersTo().isEmpty()
            && schemas.rank(field.refersTo()) == schemas.rank(schema.name())) {
          return true;
        }
      }
      return false;
    }

    private Mutation.Basis basisOf(RecordId id, Op op, @Nullable OutboxEntry newest) {
      if (op == Op.CREATE) {
        return Mutation.Basis.NEW;
      }
      if (newest != null) {
        return Mutation.Basis.after(newest.mutation());
      }
      return Mutation.Basis.version(tx.mirror().find(id).map(MirrorRow::version).orElse(0L));
    }

    private OutboxEntry entryFor(Mutation mutation, @Nullable OutboxEntry newest) {
      var record = new RecordId(mutation.target().entity(), mutation.target().record());
      var letters =
          mutation.target().op() == Op.CREATE ? List.<DeadLetter>of() : tx.deadLetters().of(record);
      var holding = letters.stream().filter(each -> each.reason().kind().liesOverTheRecord());
      return holding
          .findFirst()
          .map(
              letter ->
                  OutboxEntry.fresh(mutation, OutboxEntry.Hold.NEEDS_PERSON, letter.mutation()))
          .orElseGet(
              () -> OutboxEntry.behind(mutation, newest == null ? List.of() : List.of(newest)));
    }

    private void writeRow(RecordId id, Op op, Fields after) {
      if (op == Op.CREATE) {
        new Rows(tx).putNew(id, after);
      } else {
        new Rows(tx).relay(id);
      }
    }
  }
}
