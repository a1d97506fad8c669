package no.samsyn.ui.records;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import no.samsyn.console.Deletions;
import no.samsyn.console.RecordLine;
import no.samsyn.console.RecordTable.Sight;
import no.samsyn.console.Records;
import no.samsyn.console.Trouble;
import no.samsyn.model.EntitySchema;
import no.samsyn.sync.MirrorRow;
import no.samsyn.ui.common.Session;
import no.samsyn.ui.common.Tone;

/**
 * One record, to be read and changed. Says what is wrong while one types, and saves only what was
 * changed: what somebody else wrote in other fields meanwhile stays.
 */
public final class RecordDetailViewModel {
  private final Session session;
  private final EntitySchema schema;
  private final RecordForm form;
  private final Runnable saved;
  private final RecordPastViewModel past;

  private final BooleanProperty open = new SimpleBooleanProperty();
  private final BooleanProperty isNew = new SimpleBooleanProperty();
  private final BooleanProperty hasMasked = new SimpleBooleanProperty();
  private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper state = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper origin = new ReadOnlyStringWrapper("");
  private final ObjectProperty<Tone> tone = new SimpleObjectProperty<>(Tone.QUIET);
  private String key = "";
  private boolean revealed;

  RecordDetailViewModel(Session session, EntitySchema schema, Runnable saved) {
    this.session = session;
    this.schema = schema;
    this.saved = saved;
    this.form = new RecordForm(session, schema);
    this.past = new RecordPastViewModel(session, schema);
  }

  /** Shows the record of {@code wanted}; unsaved typing in another one is asked about first. */
  public void load(String wanted) {
    if ((wanted.equals(key) && open.get()) || !mayLeave()) {
      return;
    }
    fetch(wanted, false);
  }

  private void fetch(String wanted, boolean withSensitive) {
    var sight = new Sight(session.words().language().code(), withSensitive);
    session
        .tasks()
        .run(
            () -> session.workplace().table().rows(schema.name(), List.of(wanted), sight),
            found -> {
              if (found.isEmpty()) {
                leave();
              } else {
                show(found.get(0), withSensitive);
              }
            },
            session::warn);
  }

  private void show(RecordLine line, boolean withSensitive) {
    key = line.row().id().key();
    revealed = withSensitive;
    isNew.set(false);
    form.show(line, revealed);
    hasMasked.set(form.hasMasked());
    title.set(titleOf(line.row()));
    describe(line.row());
    past.show(key, revealed);
    open.set(true);
  }

  private String titleOf(MirrorRow row) {
    var date = schema.field("date");
    var words = session.words();
    var what = words.text("record." + schema.name());
    return date.isPresent() && !row.view().text("date").isEmpty()
        ? what + " " + words.date(LocalDate.parse(row.view().text("date")))
        : what;
  }

  private void describe(MirrorRow row) {
    var words = session.words();
    state.set(words.text("row." + row.state().code()));
    tone.set(CellTexts.tone(row.state()));
    if (!row.isOnServer()) {
      origin.set(words.text("detail.only-here"));
      return;
    }
    var last = row.last();
    origin.set(
        words.text(
            last.onBehalfOf().isEmpty() ? "detail.origin" : "detail.origin-on-behalf",
            last.author(),
            words.when(last.at()),
            words.number(row.version())));
  }

  /** Says anew how the record stands; what is typed stays. */
  void refreshState() {
    if (!open.get() || isNew.get()) {
      return;
    }
    var shown = key;
    var sight = new Sight(session.words().language().code(), revealed);
    session
        .tasks()
        .run(
            () -> session.workplace().table().rows(schema.name(), List.of(shown), sight),
            found -> {
              if (shown.equals(key) && !found.isEmpty()) {
                refresh(found.get(0));
              }
            },
            session::warn);
  }

  private void refresh(RecordLine line) {
    describe(line.row());
    if (!form.isChanged() && !form.isAbout(line.row().view())) {
      form.show(line, revealed);
    }
  }

  /** Begins a record that is not there yet. */
  void begin(Map<String, String> presets) {
    if (!mayLeave()) {
      return;
    }
    key = "";
    revealed = false;
    isNew.set(true);
    hasMasked.set(false);
    past.close();
    form.begin(presets);
    title.set(session.words().text("records.add." + schema.name()));
    state.set(session.words().text("detail.not-saved"));
    tone.set(Tone.QUIET);
    origin.set(session.words().text("detail.new-hint." + schema.name()));
    open.set(true);
  }

  public void reveal() {
    var shown = key;
    session
        .tasks()
        .run(
            () -> {
              session.workplace().reveals().ofRecord(schema.name(), shown);
              return true;
            },
            done -> fetch(shown, true),
            session::warn);
  }

  public void save() {
    if (!form.check()) {
      session.notices().warn(session.words().text("form.correct-first"));
      return;
    }
    var assignments = form.assignments(isNew.get());
    if (assignments.isEmpty()) {
      return;
    }
    if (isNew.get()) {
      add(assignments);
    } else {
      change(key, assignments);
    }
  }

  private void change(String record, List<String> assignments) {
    session
        .tasks()
        .run(
            () -> session.workplace().records().edit(schema.name(), record, assignments),
            changed -> wasSaved(record),
            this::refused);
  }

  private void add(List<String> assignments) {
    session
        .tasks()
        .run(
            () -> session.workplace().records().addIfNew(schema.name(), assignments),
            addition -> {
              if (addition instanceof Records.Addition.Saved saved) {
                wasSaved(saved.id().key());
              } else if (isSomethingElse()) {
                addAnyway(assignments);
              }
            },
            this::refused);
  }

  /** The mentor may have told of the same activity already: better asked now than undone later. */
  private boolean isSomethingElse() {
    var words = session.words();
    return session
        .dialogs()
        .confirm(
            words.text("detail.alike-title"),
            words.text("detail.alike-text"),
            words.text("detail.alike"));
  }

  private void addAnyway(List<String> assignments) {
    session
        .tasks()
        .run(
            () -> session.workplace().records().add(schema.name(), assignments).key(),
            this::wasSaved,
            this::refused);
  }

  private void refused(Trouble trouble) {
    form.showProblems(trouble.problems());
    session.warn(trouble);
  }

  private void wasSaved(String record) {
    session.schedule().soon();
    session.notices().say(session.words().text("detail.saved"));
    form.forget();
    fetch(record, revealed);
    saved.run();
  }

  public void delete() {
    var words = session.words();
    if (isNew.get()
        || !session
            .dialogs()
            .confirm(
                words.text("detail.delete-title"),
                words.text("detail.delete-text"),
                words.text("detail.delete"))) {
      return;
    }
    var gone = key;
    session
        .tasks()
        .run(
            () -> session.workplace().deletions().delete(schema.name(), gone),
            deleted -> {
              session.schedule().soon();
              session
                  .notices()
                  .offer(
                      words.text("detail.deleted"),
                      words.text("detail.undo"),
                      () -> bringBack(deleted));
              leave();
              saved.run();
            },
            session::warn);
  }

  private void bringBack(Deletions.Deleted deleted) {
    session
        .tasks()
        .run(
            () -> session.workplace().deletions().undo(deleted),
            back -> {
              session.schedule().soon();
              session.notices().say(session.words().text("detail.back"));
              fetch(back.key(), false);
              saved.run();
            },
            session::warn);
  }

  public void close() {
    if (mayLeave()) {
      leave();
    }
  }

  private void leave() {
    open.set(false);
    past.close();
    form.forget();
    key = "";
  }

  private boolean mayLeave() {
    var words = session.words();
    return !open.get()
        || !form.isChanged()
        || session
            .dialogs()
            .confirm(
                words.text("detail.leave-title"),
                words.text("detail.leave-text"),
                words.text("detail.leave"));
  }

  /** Why it looks as it does. */
  public RecordPastViewModel past() {
    return past;
  }

  public RecordForm form() {
    return form;
  }

  public String key() {
    return key;
  }

  public BooleanProperty openProperty() {
    return open;
  }

  public BooleanProperty newProperty() {
    return isNew;
  }

  public BooleanProperty maskedProperty() {
    return hasMasked;
  }

  public ReadOnlyStringProperty titleProperty() {
    return title.getReadOnlyProperty();
  }

  public String getTitle() {
    return title.get();
  }

  public ReadOnlyStringProperty stateProperty() {
    return state.getReadOnlyProperty();
  }

  public String getState() {
    return state.get();
  }

  public ReadOnlyStringProperty originProperty() {
    return origin.getReadOnlyProperty();
  }

  public String getOrigin() {
    return origin.get();
  }

  public ObjectProperty<Tone> toneProperty() {
    return tone;
  }

  public Tone getTone() {
    return tone.get();
  }
}
