package no.samsyn.ui.records;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import no.samsyn.console.RecordLine;
import no.samsyn.model.EntitySchema;
import no.samsyn.model.FieldSchema;
import no.samsyn.model.Value;
import no.samsyn.sync.RowState;
import no.samsyn.ui.common.I18n;
import no.samsyn.ui.common.Tone;

/** Values of a record as words of a language. What may not be seen becomes dots. Immutable. */
public final class CellTexts {
  /** Always as many: the length of a name tells something too. */
  public static final String MASK = "••••••";

  private static final String AMOUNT = "amount_ore";

  private final EntitySchema schema;
  private final I18n words;

  public CellTexts(EntitySchema schema, I18n words) {
    this.schema = schema;
    this.words = words;
  }

  /** Returns the name of a field as it stands over a column or a field. */
  public static String label(I18n words, String entity, String field) {
    return words.text("field." + entity + "." + field);
  }

  RecordRow row(RecordLine line, boolean revealed) {
    var cells = new LinkedHashMap<String, String>();
    for (var field : schema.fields()) {
      cells.put(field.name(), text(field, line, revealed));
    }
    var row = line.row();
    return new RecordRow(row.id().key(), row.state(), cells, sentence(row.state(), cells));
  }

  private String sentence(RowState state, Map<String, String> cells) {
    var sentence = new StringBuilder(words.text("row." + state.code()));
    for (var field : schema.fields()) {
      var text = cells.getOrDefault(field.name(), "");
      if (!text.isEmpty() && !text.equals(MASK)) {
        sentence.append(", ").append(label(words, schema.name(), field.name()));
        sentence.append(' ').append(text);
      }
    }
    return sentence.toString();
  }

  String text(FieldSchema field, RecordLine line, boolean revealed) {
    var value = line.row().view().get(field.name());
    if (!value.isPresent() || value.equals(Value.text(""))) {
      return "";
    } else if (field.isSensitive() && !revealed) {
      return MASK;
    }
    return switch (field.type()) {
      case DATE -> date(value.asText());
      case INTEGER -> number(field, value);
      case BOOLEAN -> words.text(value.equals(Value.flag(true)) ? "value.yes" : "value.no");
      case ENUM -> choice(field, value.asText());
      case REFERENCE -> reference(line.labels(), value.asText());
      case TEXT, TIME -> value.asText().replaceAll("\\s+", " ");
      case OBJECT -> "";
    };
  }

  private String date(String text) {
    try {
      return words.date(LocalDate.parse(text));
    } catch (DateTimeParseException e) {
      return text; // somebody else wrote it; better shown than hidden
    }
  }

  private String number(FieldSchema field, Value value) {
    if (!(value instanceof Value.Whole whole)) {
      return "";
    }
    return field.name().equals(AMOUNT)
        ? words.kroner(whole.number())
        : words.number(whole.number());
  }

  public String choice(FieldSchema field, String word) {
    var key = "choice." + field.name() + "." + word;
    return words.has(key) ? words.text(key) : word;
  }

  /** A reference whose label may not be seen is there all the same. */
  private String reference(Map<String, String> labels, String key) {
    var label = labels.getOrDefault(key, "");
    return label.isEmpty() ? MASK : words.withDay(label);
  }

  static Tone tone(RowState state) {
    return switch (state) {
      case SYNCED -> Tone.GOOD;
      case UNSENT -> Tone.WAITING;
      case NEEDS_YOU -> Tone.ALERT;
      case IN_REVIEW -> Tone.REVIEW;
    };
  }

  /** Columns that are shown until somebody chooses others. */
  static List<String> usualColumns(String entity) {
    return switch (entity) {
      case "activity" -> List.of("date", "peer_mentor", "type", "place", "minutes", "by_proxy");
      case "contact" -> List.of("display_name", "peer_mentor", "municipality", "phone");
      case "expense" -> List.of("date", "peer_mentor", "kind", "amount_ore", "km");
      default -> List.of();
    };
  }
}
