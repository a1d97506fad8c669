package no.samsyn.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import no.samsyn.console.FieldTexts;
import no.samsyn.model.EntitySchema;
import no.samsyn.model.FieldSchema;
import no.samsyn.model.FieldType;
import no.samsyn.model.Value;
import no.samsyn.sync.MirrorRow;
import no.samsyn.sync.RowState;

/**
 * Records as lines and as JSON. For people sensitive fields are masked until they ask to see them;
 * JSON is for programs and holds everything.
 */
final class RecordLines {
  private static final String MASK = "•••";

  private final EntitySchema schema;
  private final Map<String, String> labels;
  private final boolean reveal;

  RecordLines(EntitySchema schema, Map<String, String> labels, boolean reveal) {
    this.schema = schema;
    this.labels = labels;
    this.reveal = reveal;
  }

  /** Returns the name of the record with this key, or the key where no name is known. */
  String nameOf(String key) {
    return labels.getOrDefault(key, key);
  }

  static Document json(MirrorRow row) {
    return new Document()
        .with("key", row.id().key())
        .withText("serverId", row.serverId())
        .with("version", row.version())
        .with("state", row.state().code())
        .with("fields", row.view());
  }

  /** Returns a table of what is required or indexed; the rest is seen in one record. */
  List<String> table(List<MirrorRow> rows, int width) {
    var columns = new ArrayList<FieldSchema>();
    for (var field : schema.fields()) {
      if ((field.isIndexed() || field.isRequired()) && field.type() != FieldType.OBJECT) {
        columns.add(field);
      }
    }
    var head = new ArrayList<>(List.of("key", "state"));
    columns.forEach(column -> head.add(column.name()));
    var table = new Table(head);
    for (var row : rows) {
      var cells = new ArrayList<>(List.of(row.id().key(), word(row.state())));
      columns.forEach(column -> cells.add(text(row, column.name())));
      table.add(cells);
    }
    return table.lines(width);
  }

  /** Returns one line for each field that the record has, known or not. */
  List<String> details(MirrorRow row) {
    var table = new Table(List.of(schema.name(), row.id().key()));
    table.add(List.of("state", word(row.state())));
    if (row.isOnServer()) {
      table.add(List.of("server id", row.serverId() + ", version " + row.version()));
      table.add(List.of("changed by", row.last().author() + " at " + row.last().at()));
    }
    var lines = new ArrayList<>(table.wholeLines());
    var names = new LinkedHashSet<String>();
    schema.fields().forEach(field -> names.add(field.name()));
    names.addAll(row.view().names());
    var fields = new Table(List.of("", ""));
    for (var name : names) {
      if (row.view().get(name).isPresent()) {
        fields.add(List.of(name, text(row, name)));
      }
    }
    lines.addAll(fields.wholeLines().stream().filter(line -> !line.isEmpty()).toList());
    return lines;
  }

  private String text(MirrorRow row, String name) {
    return text(name, row.view().get(name));
  }

  /** Returns a value of a field in words, masked where it is sensitive. */
  String text(String name, Value value) {
    var field = schema.field(name);
    if (!value.isPresent()) {
      return "";
    }
    // A field that this version does not know may be anything, so it counts as sensitive.
    if (!reveal && field.map(FieldSchema::isSensitive).orElse(true)) {
      return MASK;
    }
    var text = FieldTexts.write(value);
    return labels.containsKey(text) ? labels.getOrDefault(text, text) : text;
  }

  static String word(RowState state) {
    return switch (state) {
      case SYNCED -> "in sync";
      case UNSENT -> "not sent";
      case NEEDS_YOU -> "needs you";
      case IN_REVIEW -> "in review";
    };
  }
}
