package no.samsyn.ui.records;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import no.samsyn.console.FieldTexts;
import no.samsyn.console.RecordLine;
import no.samsyn.console.RecordTable.Order;
import no.samsyn.console.RecordTable.Sight;
import no.samsyn.model.EntitySchema;
import no.samsyn.model.FieldType;
import no.samsyn.model.Fields;
import no.samsyn.model.Problem;
import no.samsyn.model.Value;
import no.samsyn.ui.common.Session;
import no.samsyn.ui.common.TroubleTexts;

/** The fields of one record, checked against its schema with every letter. */
public final class RecordForm {
  private static final int CHOICES_MAX = 300; // of one mentor; the newest where there are more
  private static final String OWNER = "peer_mentor";

  private final Session session;
  private final EntitySchema schema;
  private final List<FormField> fields = new ArrayList<>();
  private final BooleanProperty savable = new SimpleBooleanProperty();
  private Fields before = Fields.NONE;
  private Map<String, String> labels = Map.of();
  private boolean namesShown;
  private boolean showing;

  RecordForm(Session session, EntitySchema schema) {
    this.session = session;
    this.schema = schema;
    for (var each : schema.fields()) {
      if (!each.isSetByServer() && each.type() != FieldType.OBJECT) {
        var field = new FormField(each, schema.name(), session.words());
        fields.add(field);
        field.textProperty().addListener(any -> typed(field));
      }
    }
  }

  private void typed(FormField field) {
    if (showing) {
      return;
    }
    var unused = check();
    if (field.name().equals(OWNER)) {
      offerOwned();
    }
  }

  void show(RecordLine line, boolean revealed) {
    showing = true;
    before = line.row().view();
    labels = line.labels();
    namesShown = revealed;
    for (var field : fields) {
      var value = before.get(field.name());
      var hidden = field.schema().isSensitive() ? value.isPresent() : isHiddenName(field);
      field.maskedProperty().set(hidden && !revealed);
      field.show(value);
    }
    offer();
    showing = false;
    var unused = check();
  }

  void begin(Map<String, String> presets) {
    showing = true;
    before = Fields.NONE;
    labels = Map.of();
    namesShown = true; // whoever fills in a form must be able to choose
    for (var field : fields) {
      field.maskedProperty().set(false);
      var usual = field.name().equals("date") ? session.words().today().toString() : "";
      field.preset(presets.getOrDefault(field.name(), usual));
    }
    offer();
    showing = false;
    var unused = check();
  }

  /** Nothing is typed any more. */
  void forget() {
    showing = true;
    fields.forEach(field -> field.show(before.get(field.name())));
    showing = false;
    savable.set(false);
  }

  private void offer() {
    var texts = new CellTexts(schema, session.words());
    for (var field : fields) {
      if (field.schema().type() == FieldType.ENUM) {
        field.offer(
            field.schema().choices().stream()
                .map(word -> new Choice(word, texts.choice(field.schema(), word)))
                .toList());
      } else if (field.schema().type() == FieldType.REFERENCE && isShared(field)) {
        var target = session.workplace().table().schema(field.schema().refersTo());
        var sort = target.field("display_name").isPresent() ? "display_name" : "code";
        ask(field, new Order(target.name(), List.of(), "", sort), false);
      }
    }
    offerOwned();
  }

  private boolean isShared(FormField field) {
    return session.workplace().table().schema(field.schema().refersTo()).owner().isEmpty();
  }

  /** What belongs to a mentor can be chosen when it is known which mentor. */
  private void offerOwned() {
    var owner = field(OWNER).map(field -> field.textProperty().get()).orElse("");
    for (var field : fields) {
      if (field.schema().type() == FieldType.REFERENCE && !isShared(field)) {
        if (owner.isEmpty() || field.maskedProperty().get()) {
          var chosen = new ArrayList<Choice>();
          keepChosen(field, chosen);
          field.offer(chosen);
          continue;
        }
        var target = session.workplace().table().schema(field.schema().refersTo());
        var sort = target.field("date").isPresent() ? "-date" : "display_name";
        ask(field, new Order(target.name(), List.of(OWNER + "=" + owner), "", sort), true);
      }
    }
  }

  /** Returns whether the records that the field refers to have names that are sensitive. */
  private boolean isHiddenName(FormField field) {
    return field.schema().type() == FieldType.REFERENCE
        && session
            .workplace()
            .table()
            .schema(field.schema().refersTo())
            .field("display_name")
            .map(name -> name.isSensitive())
            .orElse(false);
  }

  /** To choose among sensitive names one must see them, which is written down first. */
  private void ask(FormField field, Order order, boolean owned) {
    var isHidden = owned && namesShown && isHiddenName(field);
    var sight = new Sight(session.words().language().code(), isHidden);
    session
        .tasks()
        .run(
            () -> {
              if (isHidden) {
                session.workplace().reveals().ofList(order.entity());
              }
              return session.workplace().table().choices(order, CHOICES_MAX, sight);
            },
            found -> {
              var choices = new ArrayList<Choice>();
              found.forEach(
                  (key, label) -> choices.add(new Choice(key, session.words().withDay(label))));
              keepChosen(field, choices);
              showing = true;
              field.offer(choices);
              showing = false;
            },
            session::warn);
  }

  private void keepChosen(FormField field, List<Choice> choices) {
    var chosen = field.textProperty().get();
    if (!chosen.isEmpty() && choices.stream().noneMatch(each -> each.key().equals(chosen))) {
      var label = labels.getOrDefault(chosen, "");
      choices.add(
          new Choice(chosen, label.isEmpty() ? CellTexts.MASK : session.words().withDay(label)));
    }
  }

  /** Says at each field what is wrong with it, and returns whether all is well. */
  boolean check() {
    var read =
        FieldTexts.read(
            schema,
            fields.stream()
                .filter(field -> !field.maskedProperty().get())
                .map(FormField::assignment)
                .toList());
    var after = before;
    for (var value : read.wish().set().values().entrySet()) {
      after = after.with(value.getKey(), value.getValue());
    }
    for (var name : read.wish().unset()) {
      after = after.with(name, Value.absent());
    }
    var problems = new ArrayList<>(read.problems());
    var named = problems.stream().map(Problem::field).toList();
    schema.problemsOf(after).stream()
        .filter(problem -> !named.contains(problem.field()))
        .forEach(problems::add);
    showProblems(problems);
    savable.set(problems.isEmpty() && isChanged());
    return problems.isEmpty();
  }

  void showProblems(List<Problem> problems) {
    for (var field : fields) {
      field.setProblem(
          problems.stream()
              .filter(problem -> problem.field().equals(field.name()))
              .findFirst()
              .map(problem -> TroubleTexts.of(session.words(), problem))
              .orElse(""));
    }
  }

  List<String> assignments(boolean isNew) {
    return fields.stream()
        .filter(field -> isNew ? !field.textProperty().get().isBlank() : field.isChanged())
        .map(FormField::assignment)
        .toList();
  }

  boolean isChanged() {
    return fields.stream().anyMatch(FormField::isChanged);
  }

  /** Returns whether the form shows this very record, apart from what is typed. */
  boolean isAbout(Fields view) {
    return before.equals(view);
  }

  boolean hasMasked() {
    return fields.stream().anyMatch(field -> field.maskedProperty().get());
  }

  private Optional<FormField> field(String name) {
    return fields.stream().filter(field -> field.name().equals(name)).findFirst();
  }

  public List<FormField> fields() {
    return fields;
  }

  public BooleanProperty savableProperty() {
    return savable;
  }
}
