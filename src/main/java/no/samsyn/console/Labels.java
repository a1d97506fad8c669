package no.samsyn.console;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import no.samsyn.model.EntitySchema;
import no.samsyn.model.FieldSchema;
import no.samsyn.model.FieldType;
import no.samsyn.model.Fields;
import no.samsyn.model.RecordId;
import no.samsyn.model.Schemas;
import no.samsyn.sync.Mirror;
import no.samsyn.sync.MirrorRow;

/**
 * What records are called where others refer to them. Each is looked up once. Used within one
 * transaction; not thread-safe.
 */
public final class Labels {
  /** Fields by which a record is known to people, the best first. */
  private static final List<String> KNOWN_BY = List.of("display_name", "name_nb", "code", "name");

  private final Mirror mirror;
  private final Schemas schemas;
  private final Map<RecordId, String> found = new HashMap<>();

  public Labels(Mirror mirror, Schemas schemas) {
    this.mirror = mirror;
    this.schemas = schemas;
  }

  /** Returns words for the record, or nothing where it is not here or has no open name. */
  public String of(String entity, String key) {
    if (key.isEmpty()) {
      return "";
    }
    var id = new RecordId(entity, key);
    var known = found.get(id);
    if (known == null) {
      known = mirror.find(id).map(this::of).orElse("");
      found.put(id, known);
    }
    return known;
  }

  /** A field that is sensitive in its own record is no label in another one. */
  private String of(MirrorRow row) {
    var schema = FieldTexts.schema(schemas, row.id().entity());
    for (var name : KNOWN_BY) {
      var isOpen = schema.field(name).map(field -> !field.isSensitive()).orElse(false);
      if (isOpen && !row.view().text(name).isEmpty()) {
        return row.view().text(name);
      }
    }
    return "";
  }

  /** Puts words for everything that {@code body} refers to: key to label. */
  public void putAll(EntitySchema schema, Fields body, Map<String, String> labels) {
    for (FieldSchema field : schema.fields()) {
      if (field.type() == FieldType.REFERENCE) {
        var key = body.text(field.name());
        var label = of(field.refersTo(), key);
        if (!label.isEmpty()) {
          labels.putIfAbsent(key, label);
        }
      }
    }
  }
}
