package no.samsyn.server.erasure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import no.samsyn.audit.AuditAction;
import no.samsyn.audit.AuditFact;
import no.samsyn.audit.PreparedEntry;
import no.samsyn.json.Json;
import no.samsyn.model.Authorship;
import no.samsyn.model.Chance;
import no.samsyn.model.FieldChange;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Fields;
import no.samsyn.model.Uuid7;
import no.samsyn.model.Value;
import no.samsyn.server.scope.Place;
import no.samsyn.server.store.AuditTable;
import no.samsyn.server.store.Erasures;
import no.samsyn.server.store.Journal;
import no.samsyn.server.store.Organisations;
import no.samsyn.server.store.RecordRow;
import no.samsyn.server.store.Records;
import no.samsyn.server.store.Tx;

/**
 * Writes an erasure: names without content for what goes, ordinary changes for what lost a
 * reference, one entry of the trail. All in the caller's transaction, who holds the counter.
 *
 * <p>What was erased belongs to nobody any more, so that every device hears of it, whoever's it
 * was; and pushes that were judged meanwhile judge again, because the organisation counts a move.
 */
final class ErasureWriter {
  private final Tx tx;
  private final String organisation;
  private final String operator;
  private final Instant now;
  private final Chance chance;
  private final List<RecordRow> rows = new ArrayList<>();
  private final List<Long> seen = new ArrayList<>();
  private final List<Journal.Entry> journal = new ArrayList<>();
  private final List<AuditFact> facts = new ArrayList<>();

  ErasureWriter(Tx tx, String organisation, String operator, Instant now, Chance chance) {
    this.tx = tx;
    this.organisation = organisation;
    this.operator = operator;
    this.now = now;
    this.chance = chance;
  }

  void write(Extent extent, String key, String reason) {
    var keyById = new HashMap<String, String>();
    extent.erased().forEach(row -> keyById.put(row.id(), row.names().key()));
    extent.fresh().forEach(this::erase);
    extent.cleared().forEach(cleared -> clear(cleared, keyById, extent.accounts()));
    store();
    Erasures.ofIds(tx, organisation, extent.ids());
    Erasures.ofKeys(tx, organisation, extent.keys());
    Erasures.ofKeys(tx, organisation, extent.ids()); // where a person was named by server id
    extent.accounts().forEach(account -> forget(extent, account));
    facts.add(told(extent, key, reason));
    List<PreparedEntry> trail = facts.stream().map(fact -> fact.prepare(chance)).toList();
    AuditTable.append(tx, Organisations.takeAudit(tx, organisation, trail.size()), trail);
  }

  /** Makes the place of a record that this database does not know, so that it never comes to be. */
  void forbid(ErasureList.Erased missing) {
    var names = new RecordRow.Names(missing.entity(), missing.id(), missing.key());
    var row = change(names, 0, Place.ORGANISATION, RecordRow.ERASED, nobody());
    var seq = Organisations.require(tx, organisation).seq() + 1;
    Organisations.move(tx, organisation, 1);
    Records.insert(tx, organisation, List.of(row.withSeq(seq)));
    Journal.append(tx, organisation, List.of(entry(row, "erase", FieldChanges.NONE)), seq);
  }

  private void forget(Extent extent, String account) {
    var clearing = extent.clearing();
    Erasures.ofAccount(tx, organisation, account);
    Erasures.ofHistories(tx, organisation, account, clearing::ofChanges);
  }

  private void erase(RecordRow before) {
    var row =
        change(before.names(), before.version(), Place.ORGANISATION, RecordRow.ERASED, nobody());
    add(row, before.version(), entry(row, "erase", FieldChanges.NONE));
  }

  private void clear(Extent.Cleared cleared, Map<String, String> keyById, Set<String> accounts) {
    var before = cleared.before();
    var by = new Authorship(operator, "", "", now);
    var body = Json.write(cleared.after());
    var row = change(before.names(), before.version(), before.place(), body, by);
    var changes = FieldChanges.between(before.fields(), cleared.after());
    add(row, before.version(), entry(row, "update", changes));
    var about =
        new AuditFact.About(
            row.names().entity(),
            row.names().key(),
            row.last().mutation(),
            row.version(),
            withKeys(changes, keyById, accounts));
    facts.add(fact(AuditAction.APPLIED, about, "update"));
  }

  private RecordRow change(
      RecordRow.Names names, long seenVersion, Place place, String body, Authorship by) {
    var mutation = Uuid7.mint(now, chance);
    return new RecordRow(
        names, seenVersion + 1, 0, place, body, new RecordRow.LastChange(mutation, by));
  }

  private Authorship nobody() {
    return new Authorship("", "", "", now);
  }

  private void add(RecordRow row, long version, Journal.Entry entry) {
    rows.add(row);
    seen.add(version);
    journal.add(entry);
  }

  private Journal.Entry entry(RecordRow row, String op, FieldChanges changes) {
    var origin = new Journal.Origin(row.last().mutation(), 0, row.last().by());
    return new Journal.Entry(origin, row.names(), row.version(), op, Journal.textOf(changes), now);
  }

  private void store() {
    var first = Organisations.require(tx, organisation).seq() + 1;
    Organisations.move(tx, organisation, rows.size());
    var placed = new ArrayList<RecordRow>();
    for (var i = 0; i < rows.size(); i++) {
      placed.add(rows.get(i).withSeq(first + i));
    }
    Records.update(tx, organisation, placed, seen);
    Journal.append(tx, organisation, journal, first);
  }

  /** The trail tells who, when, why and how much; the key names nobody. */
  private AuditFact told(Extent extent, String key, String reason) {
    var entity =
        extent.erased().stream()
            .filter(row -> row.names().key().equals(key))
            .map(row -> row.names().entity())
            .findFirst()
            .orElse("");
    var counts =
        Fields.of("reason", Value.text(reason))
            .with("records", extent.fresh().size())
            .with("cleared", extent.cleared().size())
            .with("accounts", extent.accounts().size());
    var changes = FieldChanges.between(Fields.NONE, counts);
    return fact(AuditAction.ERASED, new AuditFact.About(entity, key, "", 0, changes), "");
  }

  private AuditFact fact(AuditAction action, AuditFact.About about, String outcome) {
    return new AuditFact(
        organisation,
        now,
        action.code(),
        new AuditFact.Who(operator, "", ""),
        about,
        new AuditFact.Result(outcome, "", ""));
  }

  private static FieldChanges withKeys(
      FieldChanges changes, Map<String, String> keyById, Set<String> accounts) {
    var named = new TreeMap<String, FieldChange>();
    changes
        .byName()
        .forEach(
            (field, change) -> {
              var key = keyById.get(change.before().asText());
              // The name of a user is not told again by the entry that tells of its end.
              var hidden = accounts.contains(change.before().asText());
              var before = key == null ? change.before() : Value.text(key);
              named.put(
                  field,
                  hidden
                      ? new FieldChange(Value.absent(), Value.nothing())
                      : new FieldChange(before, change.after()));
            });
    return new FieldChanges(named);
  }
}
