package no.samsyn.console;

import no.samsyn.model.EntitySchema;
import no.samsyn.model.FieldSchema;
import no.samsyn.model.Fields;
import no.samsyn.model.RecordId;
import no.samsyn.model.Schemas;
import no.samsyn.model.Value;
import no.samsyn.sync.Edit;
import no.samsyn.sync.LocalEdits;

/**
 * Deletes so that it can be taken back. What was not sent yet is as if it had never been deleted;
 * what the server may know of comes back as a new record, because a deleted one never returns under
 * its key. Thread-safe as far as the store is.
 */
public final class Deletions {
  private final Records records;
  private final LocalEdits edits;
  private final Schemas schemas;

  public Deletions(Records records, LocalEdits edits, Schemas schemas) {
    this.records = records;
    this.edits = edits;
    this.schemas = schemas;
  }

  /** What is needed to take it back. */
  public record Deleted(RecordId id, Fields fields) {
    @Override
    public String toString() {
      return "Deleted[" + id + "]"; // the fields are nothing for a log
    }
  }

  public Deleted delete(String entity, String name) {
    var row = records.show(entity, name);
    records.delete(entity, row.id().key());
    return new Deleted(row.id(), row.view());
  }

  /** Takes it back, and returns which record it is now. */
  public RecordId undo(Deleted deleted) {
    var schema = FieldTexts.schema(schemas, deleted.id().entity());
    var wish = Edit.Wish.of(schema.name(), writable(schema, deleted.fields()));
    var back = edits.undelete(deleted.id());
    if (back instanceof Edit.Outcome.Saved) {
      // Edits that had joined the delete are in no queue any more, so they are made again.
      back = edits.update(deleted.id(), wish);
    } else {
      back = edits.create(wish);
    }
    if (back instanceof Edit.Outcome.Saved saved) {
      return saved.record();
    } else if (back instanceof Edit.Outcome.Unchanged unchanged) {
      return unchanged.record();
    }
    throw Trouble.failed(
        "not-undone",
        "It cannot be brought back as it was. Its content is in the audit trail of this device.");
  }

  private static Fields writable(EntitySchema schema, Fields fields) {
    var kept = Fields.NONE;
    for (var field : schema.fields()) {
      var value = fields.get(field.name());
      if (!field.isSetByServer() && value.isPresent() && isSomething(field, value)) {
        kept = kept.with(field.name(), value);
      }
    }
    return kept;
  }

  private static boolean isSomething(FieldSchema field, Value value) {
    return field.isRequired() || !value.equals(Value.text(""));
  }
}
