package no.samsyn.sync;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import no.samsyn.model.EntitySchema;
import no.samsyn.model.FieldChange;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.FieldSchema;
import no.samsyn.model.FieldType;
import no.samsyn.model.Mutation;
import no.samsyn.model.Op;
import no.samsyn.model.Value;

/**
 * Translates a mutation for the wire: the record and its references by server id where it is known
 * now, else by key. Answers are remembered for the length of one plan.
 */
final class WireForm {
  private final IdMap ids;
  private final Map<String, String> known = new HashMap<>();

  WireForm(IdMap ids) {
    this.ids = ids;
  }

  Mutation of(Mutation local, EntitySchema schema) {
    var target = local.target();
    var record = target.op() == Op.CREATE ? target.record() : nameOf(target.record());
    return new Mutation(
        local.id(),
        local.device(),
        local.seq(),
        new Mutation.Target(target.entity(), target.op(), record),
        local.basis(),
        translated(local.changes(), schema),
        local.evidence(),
        local.links());
  }

  boolean isOnServer(String key) {
    return !nameOf(key).equals(key);
  }

  private FieldChanges translated(FieldChanges changes, EntitySchema schema) {
    var result = new TreeMap<String, FieldChange>(changes.byName());
    for (var field : schema.fields()) {
      var change = changes.byName().get(field.name());
      if (change != null && isReference(field)) {
        result.put(
            field.name(), new FieldChange(translated(change.before()), translated(change.after())));
      }
    }
    return new FieldChanges(result);
  }

  private static boolean isReference(FieldSchema field) {
    return field.type() == FieldType.REFERENCE;
  }

  private Value translated(Value reference) {
    return reference.asText().isEmpty() ? reference : Value.text(nameOf(reference.asText()));
  }

  private String nameOf(String key) {
    return known.computeIfAbsent(key, unknown -> ids.serverIdOf(unknown).orElse(unknown));
  }
}
