package no.samsyn.server.push;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import no.samsyn.audit.AuditAction;
import no.samsyn.audit.AuditFact;
import no.samsyn.model.Authorship;
import no.samsyn.model.FieldChange;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Mutation;
import no.samsyn.model.Op;
import no.samsyn.model.Schemas;
import no.samsyn.model.Value;
import no.samsyn.server.scope.Caller;
import no.samsyn.server.store.RecordRow;
import no.samsyn.wire.PushJson;
import org.jspecify.annotations.Nullable;

/**
 * What the audit trail tells of a judged batch, with keys for names and references, so that it can
 * be read without this database. Lives for one batch.
 *
 * <p>A conflict is told twice, under the same mutation: what its author saw and wanted, and what
 * others had made of that by then. From the two any policy can be tried again later.
 */
final class TrailFacts {
  private static final String STALE = "stale";
  private static final String DELETED = "deleted";
  private static final String EXISTS = "exists";
  private static final String ERASED = "erased";

  private final Caller caller;
  private final Schemas schemas;
  private final Results told;
  private final Instant now;

  TrailFacts(Caller caller, Schemas schemas, Results told, Instant now) {
    this.caller = caller;
    this.schemas = schemas;
    this.told = told;
    this.now = now;
  }

  List<AuditFact> of(
      List<Item> items, Map<String, Verdict> verdicts, Map<String, PushJson.Result> results) {
    var facts = new ArrayList<AuditFact>();
    for (var item : items) {
      var verdict = verdicts.get(item.id());
      var result = results.get(item.id());
      if (verdict instanceof Verdict.Applied applied) {
        facts.add(applied(item.mutation().orElseThrow(), applied));
      } else if (verdict instanceof Verdict.Conflict conflict && result != null) {
        var mutation = item.mutation().orElseThrow();
        facts.add(mine(mutation, conflict));
        facts.add(theirs(mutation, conflict.current(), result));
      } else if (verdict instanceof Verdict.Erased erased) {
        facts.add(erased(item.mutation().orElseThrow(), erased.row()));
      } else if (verdict instanceof Verdict.Rejected rejected) {
        facts.add(rejected(item, rejected));
      }
    }
    return facts;
  }

  private AuditFact applied(Mutation mutation, Verdict.Applied applied) {
    var row = applied.row();
    return fact(
        AuditAction.APPLIED,
        who(row.last().by()),
        about(row, mutation, withKeys(row.names().entity(), applied.changes())),
        mutation.target().op().wireName());
  }

  private AuditFact mine(Mutation mutation, Verdict.Conflict conflict) {
    var row = conflict.current();
    var outcome = row.isDeleted() ? DELETED : STALE;
    return fact(
        AuditAction.CONFLICTED,
        who(authorship(mutation)),
        about(row, mutation, withKeys(row.names().entity(), mutation.changes())),
        mutation.target().op() == Op.CREATE ? EXISTS : outcome);
  }

  private AuditFact erased(Mutation mutation, RecordRow row) {
    return fact(
        AuditAction.CONFLICTED,
        who(authorship(mutation)),
        about(row, mutation, FieldChanges.NONE),
        ERASED);
  }

  private AuditFact theirs(Mutation mutation, RecordRow row, PushJson.Result result) {
    var changes = new TreeMap<String, FieldChange>();
    for (var since : result.since() == null ? List.<PushJson.Since>of() : result.since()) {
      var before = orAbsent(since.before());
      var value = orAbsent(since.value());
      if (since.field() != null && !before.equals(value)) {
        changes.put(since.field(), new FieldChange(before, value));
      }
    }
    return fact(
        AuditAction.THEIRS,
        who(row.last().by()),
        about(row, mutation, new FieldChanges(changes)),
        row.isDeleted() ? DELETED : "");
  }

  /** Keeps what was refused by its names only: nothing of it came to be. */
  private AuditFact rejected(Item item, Verdict.Rejected rejected) {
    var mutation = item.mutation();
    var entity =
        mutation
            .map(m -> m.target().entity())
            .filter(name -> schemas.find(name).isPresent())
            .orElse("");
    var key = entity.isEmpty() ? "" : mutation.map(m -> told.keyOf(m.target().record())).orElse("");
    var by =
        mutation.map(this::authorship).orElseGet(() -> new Authorship(caller.user(), "", "", now));
    return fact(
        AuditAction.REJECTED,
        who(by),
        new AuditFact.About(entity, key, item.id(), 0, FieldChanges.NONE),
        rejected.code());
  }

  private Authorship authorship(Mutation m) {
    return new Authorship(caller.user(), m.evidence().onBehalfOf(), m.device(), now);
  }

  private AuditFact.Who who(Authorship by) {
    return new AuditFact.Who(by.author(), told.keyOf(by.onBehalfOf()), by.device());
  }

  private static AuditFact.About about(RecordRow row, Mutation mutation, FieldChanges changes) {
    return new AuditFact.About(
        row.names().entity(), row.names().key(), mutation.id(), row.version(), changes);
  }

  private AuditFact fact(
      AuditAction action, AuditFact.Who who, AuditFact.About about, String outcome) {
    return new AuditFact(
        caller.organisation(),
        now,
        action.code(),
        who,
        about,
        new AuditFact.Result(outcome, "", ""));
  }

  private FieldChanges withKeys(String entity, FieldChanges changes) {
    var named = new TreeMap<String, FieldChange>();
    changes
        .byName()
        .forEach(
            (field, change) -> {
              var before = told.onTheWire(entity, field, change.before());
              var after = told.onTheWire(entity, field, change.after());
              if (!before.equals(after)) {
                named.put(field, new FieldChange(before, after));
              }
            });
    return new FieldChanges(named);
  }

  private static Value orAbsent(@Nullable Value value) {
    return Optional.ofNullable(value).orElse(Value.absent());
  }
}
