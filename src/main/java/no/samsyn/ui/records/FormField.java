package no.samsyn.ui.records;

import java.math.BigDecimal;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import no.samsyn.console.FieldTexts;
import no.samsyn.model.FieldSchema;
import no.samsyn.model.Value;
import no.samsyn.ui.common.I18n;

/** One field of a form: what is typed, what is wrong with it, what there is to choose. */
public final class FormField {
  private static final String AMOUNT = "amount_ore";
  private static final int ORE_DIGITS = 2;

  private final FieldSchema schema;
  private final String label;
  private final I18n words;
  private final StringProperty text = new SimpleStringProperty("");
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final BooleanProperty masked = new SimpleBooleanProperty();
  private final BooleanProperty touched = new SimpleBooleanProperty();
  private final ObservableList<Choice> choices = FXCollections.observableArrayList();
  private String initial = "";

  public FormField(FieldSchema schema, String entity, I18n words) {
    this.schema = schema;
    this.words = words;
    this.label = CellTexts.label(words, entity, schema.name());
  }

  public FieldSchema schema() {
    return schema;
  }

  public String label() {
    return label;
  }

  public String name() {
    return schema.name();
  }

  /** Shows what the record holds, as if nobody had typed yet. */
  public void show(Value value) {
    initial = typed(value);
    touched.set(false);
    text.set(initial);
  }

  /** Shows something to begin with, which counts as typed. */
  void preset(String value) {
    initial = "";
    touched.set(false);
    text.set(value);
  }

  private String typed(Value value) {
    if (isAmount() && value instanceof Value.Whole whole) {
      var kroner = BigDecimal.valueOf(whole.number(), ORE_DIGITS).toPlainString();
      return words.text("format.decimal").equals(",") ? kroner.replace('.', ',') : kroner;
    }
    return FieldTexts.write(value);
  }

  boolean isAmount() {
    return schema.name().equals(AMOUNT);
  }

  boolean isChanged() {
    return !masked.get() && !text.get().strip().equals(initial.strip());
  }

  /** Returns {@code field=value} as the use cases read it; what cannot be read stays as typed. */
  public String assignment() {
    var typed = schema.name().equals("note") ? text.get() : text.get().strip();
    return schema.name() + "=" + (isAmount() ? ore(typed) : typed);
  }

  private static String ore(String typed) {
    try {
      var plain = typed.replaceAll("[\\s\u00a0]", "").replace(',', '.');
      return new BigDecimal(plain).movePointRight(ORE_DIGITS).toBigIntegerExact().toString();
    } catch (NumberFormatException e) {
      return typed;
    } catch (ArithmeticException e) {
      return typed; // half an øre
    }
  }

  public void offer(List<Choice> offered) {
    choices.setAll(offered);
    if (!schema.isRequired()) {
      choices.add(0, new Choice("", words.text("form.none")));
    }
  }

  Choice choice(String key) {
    return choices.stream()
        .filter(each -> each.key().equals(key))
        .findFirst()
        .orElse(new Choice(key, key.isEmpty() ? "" : CellTexts.MASK));
  }

  public void setProblem(String sentence) {
    problem.set(sentence);
  }

  public StringProperty textProperty() {
    return text;
  }

  /** What is wrong; shown once somebody was in the field. */
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  BooleanProperty maskedProperty() {
    return masked;
  }

  BooleanProperty touchedProperty() {
    return touched;
  }

  ObservableList<Choice> choices() {
    return choices;
  }
}
