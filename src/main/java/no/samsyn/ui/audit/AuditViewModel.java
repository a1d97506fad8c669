package no.samsyn.ui.audit;

import java.time.LocalDate;
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
import no.samsyn.console.AuditDesk;
import no.samsyn.console.AuditLog;
import no.samsyn.console.Trouble;
import no.samsyn.model.FieldChanges;
import no.samsyn.ui.common.OneAtATime;
import no.samsyn.ui.common.Session;
import no.samsyn.ui.common.Tone;
import org.jspecify.annotations.Nullable;

/** The audit log: what is asked for, page by page, and one entry with what it changed. */
public final class AuditViewModel {
  private static final int PAGE = 300; // some ten screens

  private final Session session;
  private final AuditTexts texts;
  private final OneAtATime reading;
  private final ObservableList<AuditRow> rows = FXCollections.observableArrayList();
  private final ObjectProperty<AuditQuestion> question;
  private final ObjectProperty<@Nullable AuditRow> selected = new SimpleObjectProperty<>();
  private final ReadOnlyStringWrapper count = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper changes = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper verdict = new ReadOnlyStringWrapper("");
  private final ObjectProperty<Tone> verdictTone = new SimpleObjectProperty<>(Tone.QUIET);
  private final BooleanProperty more = new SimpleBooleanProperty();
  private final BooleanProperty masked = new SimpleBooleanProperty();
  private final BooleanProperty administrator = new SimpleBooleanProperty();
  private final BooleanProperty busy = new SimpleBooleanProperty();
  private final DoubleProperty progress = new SimpleDoubleProperty();
  private final AuditExporting exporting;

  public AuditViewModel(Session session, String tool) {
    this.session = session;
    this.texts = new AuditTexts(session.words());
    this.reading = new OneAtATime(session.tasks());
    this.question = new SimpleObjectProperty<>(AuditQuestion.USUAL);
    this.exporting = new AuditExporting(session, this, tool);
    question.addListener((property, before, after) -> refresh());
    selected.addListener((property, before, after) -> open(after));
    session.tasks().run(() -> log().mayReadOrganisation(), administrator::set, session::warn);
  }

  private AuditLog log() {
    return session.workplace().auditLog();
  }

  AuditLog.Wish wish() {
    return question.get().wish(session.words().today(), session.words().zone());
  }

  /** What was read: the first page, and how many there are in all. */
  private record Read(AuditLog.Page page, long total) {}

  public void refresh() {
    var wish = wish();
    reading.run(
        () -> {
          var page = log().newest(wish, PAGE);
          var isOwn = wish.of() == AuditDesk.Of.DEVICE;
          return new Read(page, isOwn ? log().count(wish) : page.lines().size());
        },
        this::show,
        session::warn);
  }

  private void show(Read read) {
    var shown = read.page().lines().stream().map(texts::row).toList();
    // Whoever reads further back is not thrown to the top by what happens meanwhile.
    if (rows.isEmpty()
        || shown.isEmpty()
        || !rows.subList(0, Math.min(rows.size(), shown.size())).equals(shown)) {
      rows.setAll(shown);
      more.set(read.page().hasMore());
    }
    count.set(session.words().count("audit.count", read.total()));
  }

  void showMore() {
    if (rows.isEmpty() || !more.get()) {
      return;
    }
    var wish = wish();
    var last = rows.get(rows.size() - 1);
    reading.run(
        () -> log().behind(wish, last.line(), PAGE),
        page -> {
          if (!rows.isEmpty() && rows.get(rows.size() - 1).equals(last)) {
            rows.addAll(page.lines().stream().map(texts::row).toList());
            more.set(page.hasMore());
          }
        },
        session::warn);
  }

  private void open(@Nullable AuditRow row) {
    changes.set("");
    masked.set(false);
    if (row != null && question.get().of() == AuditDesk.Of.DEVICE) {
      read(row, false);
    }
  }

  private void read(AuditRow row, boolean revealed) {
    session
        .tasks()
        .run(
            () -> log().changes(row.line().index()),
            found -> {
              if (row.equals(selected.get())) {
                show(row, found, revealed);
              }
            },
            session::warn);
  }

  private void show(AuditRow row, FieldChanges found, boolean revealed) {
    var entity = row.line().what().entity();
    changes.set(texts.changes(row.line().what(), found, revealed));
    masked.set(
        !revealed && found.names().stream().anyMatch(name -> AuditTexts.isSensitive(entity, name)));
  }

  /** Shows what is masked in the entry; that it was seen is written down first. */
  void reveal() {
    var row = selected.get();
    if (row == null) {
      return;
    }
    var what = row.line().what();
    session
        .tasks()
        .run(
            () -> {
              session.workplace().reveals().ofRecord(what.entity(), what.record());
              return true;
            },
            done -> read(row, true),
            session::warn);
  }

  /** Recomputes the whole chain of this device. */
  void verify() {
    if (busy.get()) {
      return;
    }
    begin();
    var told = session.tasks().<Double>onScreen(progress::set);
    session
        .tasks()
        .run(
            () -> log().verify((at, of) -> told.accept(of == 0 ? 1.0 : (double) at / of)),
            this::verified,
            this::failed);
  }

  void begin() {
    busy.set(true);
    progress.set(0);
    verdict.set("");
  }

  private void verified(AuditLog.Verified told) {
    var words = session.words();
    busy.set(false);
    verdictTone.set(told.isWhole() ? Tone.GOOD : Tone.ALERT);
    verdict.set(
        told.isWhole()
            ? words.text("audit.whole", words.number(told.entries()))
            : words.text("audit.damaged", words.number(told.damagedAt())));
  }

  void failed(Trouble trouble) {
    busy.set(false);
    session.warn(trouble);
  }

  /** Says how an export ended, and shows the entry that tells of it. */
  void exported(String sentence) {
    busy.set(false);
    verdictTone.set(Tone.GOOD);
    verdict.set(sentence);
    refresh();
  }

  LocalDate today() {
    return session.words().today();
  }

  AuditTexts texts() {
    return texts;
  }

  public AuditExporting exporting() {
    return exporting;
  }

  ObservableList<AuditRow> rows() {
    return rows;
  }

  ObjectProperty<AuditQuestion> questionProperty() {
    return question;
  }

  ObjectProperty<@Nullable AuditRow> selectedProperty() {
    return selected;
  }

  public ReadOnlyStringProperty countProperty() {
    return count.getReadOnlyProperty();
  }

  public String getCount() {
    return count.get();
  }

  public ReadOnlyStringProperty changesProperty() {
    return changes.getReadOnlyProperty();
  }

  public String getChanges() {
    return changes.get();
  }

  public ReadOnlyStringProperty verdictProperty() {
    return verdict.getReadOnlyProperty();
  }

  public String getVerdict() {
    return verdict.get();
  }

  ObjectProperty<Tone> verdictToneProperty() {
    return verdictTone;
  }

  BooleanProperty moreProperty() {
    return more;
  }

  BooleanProperty maskedProperty() {
    return masked;
  }

  BooleanProperty administratorProperty() {
    return administrator;
  }

  BooleanProperty busyProperty() {
    return busy;
  }

  DoubleProperty progressProperty() {
    return progress;
  }
}
