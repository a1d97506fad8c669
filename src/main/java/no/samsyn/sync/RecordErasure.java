package no.samsyn.sync;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import no.samsyn.audit.AuditAction;
import no.samsyn.model.FieldType;
import no.samsyn.model.Fields;
import no.samsyn.model.Mutation;
import no.samsyn.model.Op;
import no.samsyn.model.RecordId;
import no.samsyn.model.Schemas;
import no.samsyn.sync.conflict.ReviewCase;

/**
 * Erases here what the server says is erased: the record, whatever its version, own changes of it,
 * reviews about it, and what the trail opens. An own change of another record that refers to it
 * goes to a person. Used within one transaction.
 */
final class RecordErasure {
  private static final int PAGE = 1_000;
  private static final String ACCOUNT = "account"; // where a record stands for a user, it says so

  private final SyncStore.Tx tx;
  private final Schemas schemas;
  private final Rows rows;
  private final Audit audit;
  private final Instant now;

  RecordErasure(SyncStore.Tx tx, Schemas schemas, Instant now) {
    this.tx = tx;
    this.schemas = schemas;
    this.rows = new Rows(tx);
    this.audit = new Audit(tx, now);
    this.now = now;
  }

  /** Erases {@code records} and what is about them; does nothing if nothing of them is here. */
  void erase(Collection<RecordId> records) {
    if (records.isEmpty()) {
      return;
    }
    var all = new LinkedHashSet<>(records);
    records.forEach(id -> all.addAll(reviewsAbout(id)));
    all.addAll(queuedReviewsAbout(keysOf(records)));
    all.addAll(queuedOf(keysOf(all)));
    var names = new HashSet<String>();
    var present = 0;
    for (var id : all) {
      var row = tx.mirror().find(id);
      if (row.isPresent()) {
        present++;
        names.add(row.get().view().text(ACCOUNT));
        tx.mirror().remove(id);
      }
    }
    var gone = tx.eraser().erase(all);
    var told = gone.audited();
    names.remove("");
    for (var name : names) {
      told += tx.eraser().eraseActor(name);
    }
    var buried = buryReferences(all);
    if (present + buried + told > 0 || !gone.isNothing()) {
      audit.event(AuditAction.ERASED, "", counts(all.size(), present, gone, told, buried));
      new DeviceFacts(tx.facts()).setMaintenanceDue();
    }
  }

  private static String counts(int records, int rows, Eraser.Gone gone, long told, int buried) {
    return "records "
        + records
        + ", rows "
        + rows
        + ", unsent "
        + gone.unsent()
        + ", letters "
        + gone.letters()
        + ", acknowledged "
        + gone.acknowledged()
        + ", entries "
        + told
        + ", references "
        + buried;
  }

  private static Set<String> keysOf(Collection<RecordId> records) {
    var keys = new HashSet<String>();
    records.forEach(id -> keys.add(id.key()));
    return keys;
  }

  private List<RecordId> reviewsAbout(RecordId id) {
    var found = new ArrayList<RecordId>();
    if (id.entity().equals(ReviewCase.ENTITY) || !schemas.find(ReviewCase.ENTITY).isPresent()) {
      return found;
    }
    var filter = List.of(new RecordQuery.Filter(ReviewCase.RECORD, id.key()));
    var isFull = true;
    while (isFull) {
      var query = new RecordQuery(ReviewCase.ENTITY, filter, "", false, PAGE, (long) found.size());
      var page = tx.mirror().rows(query);
      page.forEach(row -> found.add(row.id()));
      isFull = page.size() == PAGE;
    }
    return found;
  }

  /** Reviews that never became a row, or lost it: they wait, or nobody wanted them. */
  private Set<RecordId> queuedReviewsAbout(Set<String> keys) {
    var found = new LinkedHashSet<RecordId>();
    for (var entry : queue()) {
      addIfAbout(found, keys, entry.local());
    }
    for (var letter : letters()) {
      addIfAbout(found, keys, letter.mine());
    }
    return found;
  }

  /** Records of an erased owner that the server never had, and those that a decision made anew. */
  private Set<RecordId> queuedOf(Set<String> keys) {
    var found = new LinkedHashSet<RecordId>();
    for (var entry : queue()) {
      addIfOf(found, keys, entry.local());
    }
    for (var letter : letters()) {
      addIfOf(found, keys, letter.mine());
    }
    return found;
  }

  private void addIfOf(Set<RecordId> found, Set<String> keys, Mutation mutation) {
    var schema = schemas.find(mutation.target().entity());
    var owner =
        schema.isPresent() ? schema.get().ownerIn(mutation.changes().applyTo(Fields.NONE)) : "";
    var isCreate = mutation.target().op() == Op.CREATE;
    if (isCreate && (keys.contains(owner) || keys.contains(mutation.links().resolves()))) {
      found.add(new RecordId(mutation.target().entity(), mutation.target().record()));
    }
  }

  private static void addIfAbout(Set<RecordId> found, Set<String> keys, Mutation mutation) {
    var change = mutation.changes().byName().get(ReviewCase.RECORD);
    if (mutation.target().entity().equals(ReviewCase.ENTITY)
        && change != null
        && keys.contains(change.after().asText())) {
      found.add(new RecordId(ReviewCase.ENTITY, mutation.target().record()));
    }
  }

  private List<OutboxEntry> queue() {
    var all = new ArrayList<OutboxEntry>();
    var isFull = true;
    while (isFull) {
      var page = tx.outbox().list(PAGE, all.size());
      all.addAll(page);
      isFull = page.size() == PAGE;
    }
    return all;
  }

  private List<DeadLetter> letters() {
    var all = new ArrayList<DeadLetter>();
    var isFull = true;
    while (isFull) {
      var page = tx.deadLetters().list(PAGE, all.size());
      all.addAll(page);
      isFull = page.size() == PAGE;
    }
    var discarded = 0L;
    isFull = true;
    while (isFull) {
      var page = tx.deadLetters().discarded(PAGE, discarded);
      all.addAll(page);
      discarded += page.size();
      isFull = page.size() == PAGE;
    }
    return all;
  }

  /** What was sent gets its answer from the server, which refuses the reference too. */
  private int buryReferences(Collection<RecordId> erased) {
    var keys = keysOf(erased);
    var undertaker = new Undertaker(tx, audit, now);
    var buried = 0;
    for (var entry : queue()) {
      if (!entry.wasSent()
          && refersTo(keys, entry.local())
          && tx.outbox().find(entry.mutation()).isPresent()) {
        undertaker.bury(
            entry,
            DeadLetter.Reason.of(
                DeadLetter.Kind.MISSING_REFERENCE, "a record that it names was erased"));
        rows.relay(entry.record());
        buried++;
      }
    }
    return buried;
  }

  private boolean refersTo(Set<String> keys, Mutation mutation) {
    var schema = schemas.find(mutation.target().entity());
    return schema.isPresent()
        && schema.get().fields().stream()
            .filter(field -> field.type() == FieldType.REFERENCE)
            .filter(field -> !field.name().equals(schema.get().owner())) // gone with its owner
            .map(field -> mutation.changes().byName().get(field.name()))
            .anyMatch(change -> change != null && keys.contains(change.after().asText()));
  }
}
