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
  private static final double GOING_ON = -1; // what a progress bar calls indeterminate

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
  private AuditLog.@Nullable Wish shown;
  private long total = AuditTexts.UNKNOWN;

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

  /** What was read: the first page, and how many there are in all where that is known. */
  private record Read(AuditLog.Wish wish, AuditLog.Page page, long total) {}

  public void refresh() {
    var wish = wish();
    reading.run(
        () -> {
          var page = log().newest(wish, PAGE);
          var isOwn = wish.of() == AuditDesk.Of.DEVICE;
          return new Read(wish, page, isOwn ? log().count(wish) : AuditTexts.UNKNOWN);
        },
        this::show,
        this::notRead);
  }

  /** What is shown stays what was asked for: nothing, where that cannot be read. */
  private void notRead(Trouble trouble) {
    if (!wish().equals(shown)) {
      rows.clear();
      more.set(false);
      count.set("");
    }
    session.warn(trouble);
  }

  private void show(Read read) {
    var newest = read.page().lines().stream().map(texts::row).toList();
    if (!read.wish().equals(shown)) {
      rows.clear();
    }
    if (!AuditRows.join(rows, newest)) {
      more.set(read.page().hasMore());
    }
    shown = read.wish();
    total = read.total();
    tellCount();
  }

  private void tellCount() {
    count.set(texts.count(total, rows.size(), more.get()));
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
            tellCount();
          }
        },
        session::warn);
  }

  private void open(@Nullable AuditRow row) {
    changes.set("");
    masked.set(false);
    if (row != null) {
      read(row, false);
    }
  }

  private void read(AuditRow row, boolean revealed) {
    var of = question.get().of();
    session
        .tasks()
        .run(
            () -> log().changes(of, row.line().index()),
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

  /** Recomputes the whole chain of what is looked at. */
  void verify() {
    if (busy.get()) {
      return;
    }
    begin();
    var of = question.get().of();
    var told = session.tasks().<Double>onScreen(progress::set);
    session
        .tasks()
        .run(
            () -> log().verify(of, (at, all) -> told.accept(share(at, all))),
            found -> verified(of, found),
            this::failed);
  }

  void begin() {
    busy.set(true);
    progress.set(GOING_ON);
    verdict.set("");
  }

  /** Where nobody knows how much there is, the bar only shows that something goes on. */
  static double share(long at, long of) {
    return of == 0 ? GOING_ON : Math.min(1, (double) at / of);
  }

  private void verified(AuditDesk.Of of, AuditLog.Verified told) {
    var words = session.words();
    var whole = of == AuditDesk.Of.DEVICE ? "audit.whole" : "audit.whole-organisation";
    busy.set(false);
    verdictTone.set(told.isWhole() ? Tone.GOOD : Tone.ALERT);
    verdict.set(
        told.isWhole()
            ? words.text(whole, words.number(told.entries()))
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
