package no.samsyn.ui.policy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import no.samsyn.console.policy.PolicyDesk;
import no.samsyn.console.policy.PolicyTrial;
import no.samsyn.model.PolicyRule;
import no.samsyn.ui.common.Session;
import no.samsyn.ui.records.Choice;
import org.jspecify.annotations.Nullable;

/** Which rule holds for which kind of record, what another would have done, and setting it. */
public final class PolicyViewModel {
  private static final String USUAL = "activity"; // what most conflicts are about
  private static final int ROWS_MAX = 500; // more than anybody reads

  private final Session session;
  private final RuleWords words;
  private final ObservableList<RuleRow> rules = FXCollections.observableArrayList();
  private final ObservableList<TrialRow> trials = FXCollections.observableArrayList();
  private final ObjectProperty<@Nullable RuleRow> selected = new SimpleObjectProperty<>();
  private final ObjectProperty<@Nullable Choice> wanted = new SimpleObjectProperty<>();
  private final BooleanProperty maySet = new SimpleBooleanProperty();
  private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");

  public PolicyViewModel(Session session) {
    this.session = session;
    this.words = new RuleWords(session.words());
    selected.addListener((property, before, after) -> begin(before, after));
    wanted.addListener((property, before, after) -> forgetTrial());
  }

  private PolicyDesk desk() {
    return session.workplace().policies();
  }

  /** What was read: the rules, and whether this person may change them. */
  private record Read(List<RuleRow> rows, boolean maySet) {}

  public void refresh() {
    session
        .tasks()
        .run(
            () ->
                new Read(
                    desk().list().stream().map(words::row).toList(),
                    session.workplace().auditLog().mayReadOrganisation()),
            this::show,
            session::warn);
  }

  private void show(Read read) {
    maySet.set(read.maySet());
    if (rules.equals(read.rows())) {
      return;
    }
    var chosen = selected.get();
    rules.setAll(read.rows());
    selected.set(
        rules.stream()
            .filter(row -> row.entity().equals(chosen == null ? USUAL : chosen.entity()))
            .findFirst()
            .orElse(null));
  }

  private void begin(@Nullable RuleRow before, @Nullable RuleRow after) {
    var isOther = before == null || after == null || !before.entity().equals(after.entity());
    if (isOther) {
      wanted.set(
          after == null
              ? null
              : words.offered().stream()
                  .filter(choice -> choice.key().equals(after.steps()))
                  .findFirst()
                  .orElse(null));
      forgetTrial();
    }
  }

  private void forgetTrial() {
    trials.clear();
    summary.set("");
  }

  private List<String> steps() {
    var choice = wanted.get();
    return choice == null ? List.of() : List.of(choice.key().split(",", -1));
  }

  /** Settles what happened in the last days once more, by the chosen rule; changes nothing. */
  void tryOut(int days) {
    var row = selected.get();
    var steps = steps();
    if (row == null || steps.isEmpty()) {
      return;
    }
    var zone = session.words().zone();
    var since = session.words().today().minusDays(days).atStartOfDay(zone).toInstant();
    var rule = Map.of(row.entity(), new PolicyRule(steps));
    session.tasks().run(() -> desk().tryOut(rule, since), this::show, session::warn);
  }

  private void show(PolicyTrial.Result result) {
    var said = session.words();
    summary.set(
        said.count("policy.tried", result.tried())
            + " "
            + said.count("policy.different", result.different()));
    trials.setAll(
        result.rows().stream()
            .filter(PolicyTrial.Row::isDifferent)
            .limit(ROWS_MAX)
            .map(this::row)
            .toList());
  }

  private TrialRow row(PolicyTrial.Row row) {
    var said = session.words();
    var entity = row.conflict().record().entity();
    var fields =
        row.fields().stream()
            .map(field -> "field." + entity + "." + field)
            .map(key -> said.has(key) ? said.text(key) : key.substring(key.lastIndexOf('.') + 1))
            .collect(Collectors.joining(", "));
    return new TrialRow(
        said.when(row.conflict().at()),
        fields,
        words.done(row.conflict().done()),
        words.done(row.would()));
  }

  /** Sets the chosen rule; it holds on every device once the server has it. */
  void set() {
    var row = selected.get();
    var steps = steps();
    if (row != null && !steps.isEmpty() && isMeant(row)) {
      change(() -> desk().set(row.entity(), steps));
    }
  }

  /** Gives the usual rule back. */
  void reset() {
    var row = selected.get();
    if (row != null && isMeant(row)) {
      change(() -> desk().reset(row.entity()));
    }
  }

  private boolean isMeant(RuleRow row) {
    var said = session.words();
    return session
        .dialogs()
        .confirm(
            said.text("policy.set-title", row.kind()),
            said.text("policy.set-text"),
            said.text("policy.set"));
  }

  private void change(java.util.concurrent.Callable<PolicyRule> work) {
    session
        .tasks()
        .run(
            work,
            rule -> {
              session.schedule().soon();
              session.notices().say(session.words().text("policy.saved"));
              refresh();
            },
            session::warn);
  }

  List<Choice> offered() {
    return words.offered();
  }

  ObservableList<RuleRow> rules() {
    return rules;
  }

  ObservableList<TrialRow> trials() {
    return trials;
  }

  ObjectProperty<@Nullable RuleRow> selectedProperty() {
    return selected;
  }

  ObjectProperty<@Nullable Choice> wantedProperty() {
    return wanted;
  }

  BooleanProperty maySetProperty() {
    return maySet;
  }

  public ReadOnlyStringProperty summaryProperty() {
    return summary.getReadOnlyProperty();
  }

  public String getSummary() {
    return summary.get();
  }
}
