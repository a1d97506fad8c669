package no.samsyn.ui.review;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import no.samsyn.console.Trouble;
import no.samsyn.console.review.BulkDesk;
import no.samsyn.console.review.BulkPlan;
import no.samsyn.console.review.BulkRule;
import no.samsyn.console.review.QueueRow;
import no.samsyn.console.review.Spelling;
import no.samsyn.model.Value;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.sync.conflict.ReviewCase;
import no.samsyn.ui.common.Session;
import no.samsyn.ui.common.Tone;
import no.samsyn.ui.records.CellTexts;
import no.samsyn.ui.records.Choice;
import org.jspecify.annotations.Nullable;

/** Many cases by one rule: first a preview of exactly what would happen, then it, then undo. */
public final class BulkViewModel {
  private final Session session;
  private final QueueViewModel queue;
  private final Runnable changed;
  private final BooleanProperty open = new SimpleBooleanProperty();
  private final BooleanProperty running = new SimpleBooleanProperty();
  private final BooleanProperty ready = new SimpleBooleanProperty();
  private final BooleanProperty undoable = new SimpleBooleanProperty();
  private final DoubleProperty progress = new SimpleDoubleProperty();
  private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
  private final ObjectProperty<@Nullable Choice> rule = new SimpleObjectProperty<>();
  private final ObservableList<Choice> rules = FXCollections.observableArrayList();
  private final ObservableList<BulkRow> rows = FXCollections.observableArrayList();
  private Set<String> keys = Set.of();
  private @Nullable BulkPlan plan;
  private String batch = "";

  BulkViewModel(Session session, QueueViewModel queue, Runnable changed) {
    this.session = session;
    this.queue = queue;
    this.changed = changed;
    for (var each : BulkRule.values()) {
      var code = Spelling.of(each);
      rules.add(new Choice(code, session.words().text("review.rule." + code)));
    }
    rule.addListener((property, before, after) -> preview());
  }

  /** Begins with what the queue shows, and no rule yet. */
  void begin() {
    keys = new HashSet<>(queue.keys());
    plan = null;
    batch = "";
    rows.clear();
    ready.set(false);
    undoable.set(false);
    rule.set(null);
    summary.set(session.words().count("review.bulk.chosen", keys.size()));
    open.set(true);
  }

  private void preview() {
    var chosen = rule.get();
    if (chosen == null || running.get()) {
      return;
    }
    plan = null; // what is shown until the next one is here is not what the rule says
    ready.set(false);
    var asked = keys;
    var wanted = Spelling.read(BulkRule.class, "rule", chosen.key());
    session
        .tasks()
        .run(
            () -> session.workplace().bulkReviews().plan(wanted, asked, ""),
            made -> {
              if (chosen.equals(rule.get()) && asked.equals(keys)) {
                show(made);
              }
            },
            session::warn);
  }

  private void show(BulkPlan made) {
    plan = made;
    batch = "";
    undoable.set(false);
    var shown = new ArrayList<BulkRow>();
    made.items().forEach(item -> shown.add(row(item)));
    made.left().forEach(left -> shown.add(row(left)));
    // What would be lost is looked at first.
    shown.sort(java.util.Comparator.comparing((BulkRow row) -> order(row.tone())));
    rows.setAll(shown);
    ready.set(!made.items().isEmpty());
    var words = session.words();
    summary.set(
        words.count("review.bulk.records", made.items().size())
            + " "
            + words.count("review.bulk.drops", made.droppingMentors())
            + (made.left().isEmpty()
                ? ""
                : " " + words.count("review.bulk.left", made.left().size())));
  }

  private static int order(Tone tone) {
    return List.of(Tone.ALERT, Tone.WAITING, Tone.QUIET).indexOf(tone);
  }

  private BulkRow row(BulkPlan.Item item) {
    var words = session.words();
    var labels = queue.labels();
    var review = item.row().review();
    var schema = PeerSupport.schemas().require(review.subject().entity());
    var texts = new ValueTexts(schema, words, labels);
    var changes = new ArrayList<String>();
    for (var each : item.changes().byName().entrySet()) {
      if (!schema.isSetByServer(each.getKey())) {
        var isHidden = schema.field(each.getKey()).map(field -> field.isSensitive()).orElse(true);
        var after = each.getValue().after();
        changes.add(
            CaseWords.withoutNote(texts.label(each.getKey()))
                + ": "
                + shown(texts, each.getKey(), after, isHidden));
      }
    }
    var dropped = item.drops().stream().map(texts::label).map(CaseWords::withoutNote).toList();
    var drops =
        dropped.isEmpty()
            ? ""
            : words.text(
                item.dropsMentors() ? "review.bulk.drops-mentors" : "review.bulk.drops-others",
                String.join(", ", dropped));
    return new BulkRow(
        item.row().key(),
        item.row().mentorName(),
        what(item.row()),
        words.text("review.bulk.takes." + Spelling.of(item.takes())),
        changes.isEmpty() ? words.text("review.preview.same") : String.join("; ", changes),
        drops,
        dropped.isEmpty() ? Tone.QUIET : item.dropsMentors() ? Tone.ALERT : Tone.WAITING);
  }

  private String shown(ValueTexts texts, String field, Value value, boolean isHidden) {
    var text = isHidden && value.isPresent() ? CellTexts.MASK : texts.of(field, value);
    return text.isEmpty() ? session.words().text("review.nothing") : text;
  }

  private String what(QueueRow row) {
    ReviewCase review = row.review();
    var type = CaseWords.typeOf(review, queue.labels());
    return type + CaseWords.day(session.words(), review);
  }

  private BulkRow row(BulkPlan.Left left) {
    var item = queue.items().stream().filter(each -> each.key().equals(left.review())).findFirst();
    return new BulkRow(
        left.review(),
        item.map(QueueItem::whose).orElse(""),
        item.map(QueueItem::what).orElse(""),
        "",
        "",
        session.words().text("review.bulk.yours"),
        Tone.WAITING);
  }

  /** Does what the preview shows, and nothing else. */
  void carryOut() {
    var wanted = plan;
    if (wanted == null || running.get()) {
      return;
    }
    run(
        (desk, progressed) -> desk.carryOut(wanted, progressed),
        done -> {
          batch = done.batch();
          undoable.set(!done.decided().isEmpty());
          say("review.bulk.done", done);
        });
  }

  /** Takes all of it back. */
  void undo() {
    var wanted = batch;
    if (wanted.isEmpty() || running.get()) {
      return;
    }
    run(
        (desk, progressed) -> desk.undo(wanted, progressed),
        done -> {
          undoable.set(false);
          say("review.bulk.undone", done);
        });
  }

  private interface Work {
    BulkDesk.Done on(BulkDesk desk, BulkDesk.Progress progressed);
  }

  private void run(Work work, java.util.function.Consumer<BulkDesk.Done> then) {
    running.set(true);
    ready.set(false);
    progress.set(0);
    var told = session.tasks().<Double>onScreen(progress::set);
    session
        .tasks()
        .run(
            () ->
                work.on(
                    session.workplace().bulkReviews(),
                    (done, of) -> told.accept(of == 0 ? 1.0 : (double) done / of)),
            done -> {
              running.set(false);
              plan = null; // what was done stays to be read, and is not done again
              then.accept(done);
              session.schedule().soon();
              changed.run();
            },
            this::failed);
  }

  private void failed(Trouble trouble) {
    running.set(false);
    session.warn(trouble);
    changed.run();
  }

  private void say(String key, BulkDesk.Done done) {
    var words = session.words();
    var left =
        done.left().isEmpty() ? "" : " " + words.count("review.bulk.left", done.left().size());
    summary.set(words.count(key, done.decided().size()) + left);
  }

  void close() {
    open.set(false);
  }

  BooleanProperty openProperty() {
    return open;
  }

  BooleanProperty runningProperty() {
    return running;
  }

  BooleanProperty readyProperty() {
    return ready;
  }

  BooleanProperty undoableProperty() {
    return undoable;
  }

  DoubleProperty progressProperty() {
    return progress;
  }

  public ReadOnlyStringProperty summaryProperty() {
    return summary.getReadOnlyProperty();
  }

  public String getSummary() {
    return summary.get();
  }

  ObjectProperty<@Nullable Choice> ruleProperty() {
    return rule;
  }

  ObservableList<Choice> rules() {
    return rules;
  }

  ObservableList<BulkRow> rows() {
    return rows;
  }
}
