package no.samsyn.ui.records;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import no.samsyn.model.EntitySchema;
import no.samsyn.model.FieldChange;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.FieldSchema;
import no.samsyn.model.FieldType;
import no.samsyn.model.Value;
import no.samsyn.ui.common.I18n;

/** What a change did to each field, in words. What may not be seen is only said to have changed. */
final class ChangeTexts {
  private static final int TEXT_MAX = 80; // letters; a note is read in the form

  private final EntitySchema schema;
  private final I18n words;

  ChangeTexts(EntitySchema schema, I18n words) {
    this.schema = schema;
    this.words = words;
  }

  /** Returns a line for each field, in the schema's order. */
  List<String> of(FieldChanges changes, boolean revealed) {
    var lines = new ArrayList<String>();
    for (var field : schema.fields()) {
      var change = changes.byName().get(field.name());
      if (change != null) {
        lines.add(line(field, change, revealed));
      }
    }
    return lines;
  }

  private String line(FieldSchema field, FieldChange change, boolean revealed) {
    var label = CellTexts.label(words, schema.name(), field.name());
    var isHidden =
        (field.isSensitive() && !revealed)
            || field.type() == FieldType.REFERENCE // a key says nothing to anybody
            || field.type() == FieldType.OBJECT;
    if (isHidden) {
      return words.text(change.before().isPresent() ? "past.changed" : "past.filled", label);
    }
    var before = text(field, change.before());
    var after = text(field, change.after());
    return before.isEmpty()
        ? words.text("past.set", label, after)
        : words.text("past.from-to", label, before, after.isEmpty() ? "–" : after);
  }

  private String text(FieldSchema field, Value value) {
    if (!value.isPresent()) {
      return "";
    } else if (value instanceof Value.Flag flag) {
      return words.text(flag.on() ? "value.yes" : "value.no");
    } else if (value instanceof Value.Whole whole) {
      return field.name().equals("amount_ore")
          ? words.kroner(whole.number())
          : words.number(whole.number());
    }
    var text = value.asText().replaceAll("\\s+", " ");
    if (field.type() == FieldType.DATE) {
      return date(text);
    } else if (field.type() == FieldType.ENUM) {
      return new CellTexts(schema, words).choice(field, text);
    }
    return text.length() > TEXT_MAX ? text.substring(0, TEXT_MAX) + "…" : text;
  }

  private String date(String text) {
    try {
      return words.date(LocalDate.parse(text));
    } catch (DateTimeParseException e) {
      return text; // somebody else wrote it; better shown than hidden
    }
  }
}
