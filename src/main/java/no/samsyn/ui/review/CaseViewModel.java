package no.samsyn.ui.review;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import no.samsyn.console.review.Choice;
import no.samsyn.console.review.Draft;
import no.samsyn.console.review.FieldSheet;
import no.samsyn.console.review.Pick;
import no.samsyn.console.review.ReviewSheet;
import no.samsyn.model.Problem;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.sync.RowState;
import no.samsyn.sync.conflict.ReviewCase;
import no.samsyn.ui.common.OneAtATime;
import no.samsyn.ui.common.Session;
import no.samsyn.ui.common.TroubleTexts;
import no.samsyn.ui.records.CellTexts;
import org.jspecify.annotations.Nullable;

/** One case: what stands side by side, what is chosen so far, and what would come of it. */
public final class CaseViewModel {

  /** A case on the screen, apart from what is chosen. */
  record Shown(
      ReviewSheet sheet,
      Draft draft,
      CaseShape shape,
      ValueTexts texts,
      CaseWords words,
      List<FieldRow> rows) {
    Shown {
      rows = List.copyOf(rows);
    }

    String key() {
      return sheet.row().key();
    }

    boolean isOpen() {
      return sheet.row().review().isOpen();
    }

    boolean isResolved() {
      return sheet.row().review().standing().status().equals(ReviewCase.RESOLVED);
    }
  }

  /** One field of what would come of it. */
  record Preview(String label, String text, boolean isDecided, boolean isChanged) {
    @Override
    public String toString() {
      return "Preview[" + isDecided + "]"; // the rest is personal
    }
  }

  private final Session session;
  private final OneAtATime reading;
  private final ObjectProperty<@Nullable Shown> shown = new SimpleObjectProperty<>();
  private final IntegerProperty choices = new SimpleIntegerProperty(); // goes up with each choice
  private final Set<String> revealed = new HashSet<>();
  private Map<String, String> labels = Map.of();
  private Optional<Pick> whole = Optional.empty();
  private List<String> overtaken = List.of();
  private String wanted = "";

  CaseViewModel(Session session) {
    this.session = session;
    this.reading = new OneAtATime(session.tasks());
  }

  /** Words for types in the language of the screen, which reviews do not have. */
  void setLabels(Map<String, String> known) {
    labels = Map.copyOf(known);
  }

  /** Shows the review of {@code key} from the beginning; an empty key shows none. */
  void load(String key) {
    wanted = key;
    revealed.clear();
    overtaken = List.of();
    whole = Optional.empty();
    if (key.isEmpty()) {
      shown.set(null);
      return;
    }
    read(key, this::begin);
  }

  private void read(String key, Consumer<ReviewSheet> done) {
    reading.run(
        () -> session.workplace().reviews().show(key),
        sheet -> {
          if (wanted.equals(key)) {
            done.accept(sheet);
          }
        },
        trouble -> {
          if (wanted.equals(key)) {
            shown.set(null);
            session.warn(trouble);
          }
        });
  }

  private void begin(ReviewSheet sheet) {
    show(sheet, new Draft(PeerSupport.schemas().require(entity(sheet)), sheet));
  }

  private static String entity(ReviewSheet sheet) {
    return sheet.row().review().subject().entity();
  }

  private void show(ReviewSheet sheet, Draft draft) {
    var all = new HashMap<>(sheet.labels());
    all.putAll(labels);
    var shape = CaseShape.of(sheet);
    var texts = new ValueTexts(PeerSupport.schemas().require(entity(sheet)), session.words(), all);
    var rows = new FieldRows(sheet, shape, draft, texts, session.words()).rows(revealed);
    shown.set(
        new Shown(sheet, draft, shape, texts, new CaseWords(sheet, all, session.words()), rows));
    changed();
  }

  private void changed() {
    choices.set(choices.get() + 1);
  }

  /** Reads the case anew; what was chosen stays, and is shown where somebody else decided first. */
  void refresh() {
    var before = shown.get();
    if (before == null) {
      return;
    }
    read(
        before.key(),
        sheet -> {
          if (!sheet.equals(before.sheet())) {
            update(before, sheet);
          }
        });
  }

  private void update(Shown before, ReviewSheet sheet) {
    var old = before.draft();
    var isOpen = sheet.row().review().isOpen();
    if (before.isOpen() && !isOpen && old.isTouched() && isSomebodyElse(sheet)) {
      var words = new CaseWords(sheet, sheet.labels(), session.words());
      overtaken = words.overtaken(old, before.texts());
    }
    if (!sides(before.sheet()).equals(sides(sheet))) {
      whole = Optional.empty(); // who took a version took what it said
    }
    show(sheet, old.on(sheet));
  }

  private static ReviewCase.Sides sides(ReviewSheet sheet) {
    return sheet.row().review().sides();
  }

  /** A decision of one's own that waits is no surprise. */
  private static boolean isSomebodyElse(ReviewSheet sheet) {
    return sheet.row().state() == RowState.SYNCED;
  }

  void take(String field, Pick side) {
    change(draft -> draft.take(field, side));
  }

  /** What is still on the screen while the next one is read takes no answers any more. */
  boolean isAsked(Shown now) {
    return now.key().equals(wanted);
  }

  private void change(Consumer<Draft> choice) {
    var now = shown.get();
    if (now != null && now.isOpen() && isAsked(now)) {
      choice.accept(now.draft());
      changed();
    }
  }

  void takeWhole(Pick side) {
    if (side != Pick.BASE) {
      whole = Optional.of(side);
      changed();
    }
  }

  /** Takes one side for everything that a person has to say. */
  void takeAll(Pick side) {
    var now = shown.get();
    if (now != null && now.shape().isByField()) {
      change(draft -> draft.takeAll(side));
    } else {
      takeWhole(side);
    }
  }

  void write(String field, String text) {
    change(draft -> draft.write(field, text));
  }

  void forget(String field) {
    change(draft -> draft.forget(field));
  }

  /** Shows one masked field; that it was seen is written down first. */
  void reveal(String field) {
    var now = shown.get();
    if (now == null) {
      return;
    }
    session
        .tasks()
        .run(
            () -> {
              session.workplace().reviews().reveal(now.key(), field);
              return true;
            },
            done -> {
              if (now.key().equals(wanted)) {
                revealed.add(field);
                show(now.sheet(), now.draft());
              }
            },
            session::warn);
  }

  /** Returns the version that a field takes; as a whole, the version of the answer. */
  Optional<Pick> picked(FieldRow row) {
    var now = shown.get();
    if (now == null) {
      return Optional.empty();
    }
    return now.shape().isByField() ? now.draft().pick(row.sheet()) : whole;
  }

  Optional<Pick> whole() {
    return whole;
  }

  Optional<String> own(String field) {
    var now = shown.get();
    return now == null ? Optional.empty() : now.draft().own(field);
  }

  /** Returns what is wrong with a value of one's own; empty where all is well. */
  String problem(String field) {
    var now = shown.get();
    var problems = now == null ? List.<Problem>of() : now.draft().problems();
    return problems.stream()
        .filter(problem -> problem.field().equals(field))
        .findFirst()
        .map(problem -> TroubleTexts.of(session.words(), problem))
        .orElse("");
  }

  boolean isDecided(FieldRow row) {
    var now = shown.get();
    return now != null && now.draft().isDecided(row.sheet());
  }

  /** Returns the fields that the person still has to say something about. */
  List<String> left() {
    var now = shown.get();
    return now == null || !now.shape().isByField()
        ? List.of()
        : now.draft().left().stream().map(FieldSheet::name).toList();
  }

  long asked() {
    var now = shown.get();
    if (now == null) {
      return 0;
    }
    return now.shape().isByField() ? now.draft().asked() : 1;
  }

  long decided() {
    var now = shown.get();
    if (now != null && !now.shape().isByField()) {
      return whole.isPresent() ? 1 : 0;
    }
    return asked() - left().size();
  }

  boolean isReady() {
    var now = shown.get();
    return now != null
        && now.isOpen()
        && isAsked(now)
        && (now.shape().isByField() ? now.draft().isReady() : whole.isPresent());
  }

  /** Returns the answer as it stands, for {@link #isReady} cases. */
  Choice choice() {
    var now = shown.get();
    if (now == null) {
      throw new IllegalStateException("no case is shown");
    } else if (now.shape().isByField()) {
      return now.draft().choice();
    }
    var side = whole.orElseThrow(() -> new IllegalStateException("no answer yet"));
    if (now.shape().isPair()) {
      return new Choice.KeepOne(side == Pick.MINE ? "mine" : "theirs");
    }
    return now.shape().isDeleted(side) ? new Choice.Delete() : new Choice.KeepEdit();
  }

  List<Preview> preview() {
    var now = shown.get();
    var previews = new ArrayList<Preview>();
    if (now != null) {
      for (var row : now.rows()) {
        if (row.choosable()) {
          previews.add(preview(now, row));
        }
      }
    }
    return previews;
  }

  private Preview preview(Shown now, FieldRow row) {
    var field = row.sheet();
    var value = now.isOpen() ? now.draft().result(field) : field.versions().now();
    var isDecided = !now.isOpen() || now.draft().isDecided(field);
    var text = now.texts().of(field, value);
    var isHidden = row.masked() && now.draft().own(field.name()).isEmpty();
    if (!isDecided) {
      text = session.words().text("review.undecided");
    } else if (text.isEmpty()) {
      text = session.words().text("review.nothing");
    } else if (isHidden) {
      text = CellTexts.MASK;
    }
    var isChanged = !value.equals(field.versions().before()) || !isDecided;
    return new Preview(row.label(), text, isDecided, isChanged);
  }

  List<String> overtaken() {
    return overtaken;
  }

  ObjectProperty<@Nullable Shown> shownProperty() {
    return shown;
  }

  IntegerProperty choicesProperty() {
    return choices;
  }
}
