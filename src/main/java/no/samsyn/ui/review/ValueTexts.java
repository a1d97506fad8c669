package no.samsyn.ui.review;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import no.samsyn.console.FieldTexts;
import no.samsyn.console.review.FieldSheet;
import no.samsyn.model.EntitySchema;
import no.samsyn.model.FieldSchema;
import no.samsyn.model.FieldType;
import no.samsyn.model.Value;
import no.samsyn.ui.common.I18n;
import no.samsyn.ui.records.CellTexts;

/** Values of two versions as people say them, and how far apart they are. Immutable. */
final class ValueTexts {
  private static final String AMOUNT = "amount_ore";

  private final EntitySchema schema;
  private final I18n words;
  private final Map<String, String> labels;

  /** Takes words for the records that values refer to: key to label. */
  ValueTexts(EntitySchema schema, I18n words, Map<String, String> labels) {
    this.schema = schema;
    this.words = words;
    this.labels = Map.copyOf(labels);
  }

  String label(String field) {
    var key = "field." + schema.name() + "." + field;
    return words.has(key) ? words.text(key) : field;
  }

  /** Returns the value of a field of the schema in words; empty where there is none. */
  String of(String field, Value value) {
    return of(field, schema.field(field).map(FieldSchema::type).orElse(FieldType.OBJECT), value);
  }

  /** Returns the value in words; empty where there is none. */
  String of(FieldSheet field, Value value) {
    return of(field.name(), field.type(), value);
  }

  private String of(String field, FieldType type, Value value) {
    if (!value.isPresent() || value.equals(Value.text(""))) {
      return "";
    }
    return switch (type) {
      case DATE -> day(value.asText());
      case INTEGER -> number(field, value);
      case BOOLEAN -> words.text(value.equals(Value.flag(true)) ? "value.yes" : "value.no");
      case ENUM -> choice(field, value.asText());
      case REFERENCE -> reference(value.asText());
      case TEXT, TIME -> value.asText();
      case OBJECT -> FieldTexts.write(value);
    };
  }

  private String reference(String key) {
    var label = labels.getOrDefault(key, "");
    return label.isEmpty() ? CellTexts.MASK : label;
  }

  private String choice(String field, String word) {
    return schema
        .field(field)
        .map(known -> new CellTexts(schema, words).choice(known, word))
        .orElse(word);
  }

  private String day(String text) {
    try {
      var pattern = DateTimeFormatter.ofPattern(words.text("format.weekday"), locale());
      return pattern.format(LocalDate.parse(text));
    } catch (DateTimeException e) {
      return text; // somebody else wrote it; better shown than hidden
    }
  }

  private Locale locale() {
    return words.language().locale();
  }

  private String number(String field, Value value) {
    return value instanceof Value.Whole whole
        ? amount(field, whole.number())
        : FieldTexts.write(value);
  }

  private String amount(String field, long number) {
    return switch (field) {
      case AMOUNT -> words.text("review.kroner", words.kroner(number));
      case "minutes" -> words.text("review.minutes", words.number(number));
      case "km" -> words.text("review.km", words.number(number));
      default -> words.number(number);
    };
  }

  /** Says how far {@code after} is from {@code before}: 15 min more, two days later; or nothing. */
  String step(FieldSheet field, Value before, Value after) {
    try {
      return switch (field.type()) {
        case INTEGER -> more(field.name(), before, after);
        case DATE -> days(LocalDate.parse(before.asText()), LocalDate.parse(after.asText()));
        case TIME -> minutes(LocalTime.parse(before.asText()), LocalTime.parse(after.asText()));
        case TEXT, BOOLEAN, ENUM, REFERENCE, OBJECT -> "";
      };
    } catch (DateTimeException e) {
      return ""; // one of them is none
    }
  }

  private String more(String field, Value before, Value after) {
    if (!(before instanceof Value.Whole was) || !(after instanceof Value.Whole is)) {
      return "";
    }
    var gap = is.number() - was.number();
    var key = gap > 0 ? "review.more" : "review.less";
    return gap == 0 ? "" : words.text(key, amount(field, Math.abs(gap)));
  }

  private String days(LocalDate before, LocalDate after) {
    return moved(
        ChronoUnit.DAYS.between(before, after),
        words.count("review.days", Math.abs(ChronoUnit.DAYS.between(before, after))));
  }

  private String minutes(LocalTime before, LocalTime after) {
    var gap = ChronoUnit.MINUTES.between(before, after);
    return moved(gap, words.text("review.minutes", words.number(Math.abs(gap))));
  }

  private String moved(long gap, String length) {
    return gap == 0 ? "" : words.text(gap > 0 ? "review.later" : "review.earlier", length);
  }

  FieldSchema require(String field) {
    return schema.field(field).orElseThrow(() -> new IllegalArgumentException("no field " + field));
  }
}
