package no.samsyn.ui.outbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import no.samsyn.console.OutboxDesk;
import no.samsyn.console.OutboxRow;
import no.samsyn.console.RecordTable;
import no.samsyn.console.Trouble;
import no.samsyn.model.RecordId;
import no.samsyn.ui.common.I18n;
import no.samsyn.ui.common.Navigator;
import no.samsyn.ui.common.Session;
import org.jspecify.annotations.Nullable;

/** What waits, what needs a person, and what to do about it. */
public final class OutboxViewModel {
  private static final int SHOWN_MAX = 2_000; // more than anybody goes through by hand

  private final Session session;
  private final Navigator navigator;
  private final ObservableList<OutboxLine> lines = FXCollections.observableArrayList();
  private final ObjectProperty<@Nullable OutboxLine> selected = new SimpleObjectProperty<>();
  private final ReadOnlyStringWrapper count = new ReadOnlyStringWrapper("");

  public OutboxViewModel(Session session, Navigator navigator) {
    this.session = session;
    this.navigator = navigator;
  }

  public void refresh() {
    session.tasks().run(this::read, this::show, session::warn);
  }

  /** What waits, and what the records are called that it is about. */
  private record Read(OutboxDesk.Page page, Map<RecordId, String> names) {}

  private Read read() {
    var page = session.workplace().outbox().list(SHOWN_MAX, 0);
    var sight = new RecordTable.Sight(session.words().language().code(), false);
    var records = page.rows().stream().map(OutboxRow::record).distinct().toList();
    return new Read(page, session.workplace().table().names(records, sight));
  }

  private void show(Read read) {
    var page = read.page();
    var chosen = selected.get();
    var shown =
        page.rows().stream()
            .map(row -> line(row, read.names().getOrDefault(row.record(), "")))
            .toList();
    if (!lines.equals(shown)) {
      lines.setAll(shown);
    }
    count.set(session.words().count("outbox.count", page.total()));
    selected.set(
        chosen == null
            ? null
            : shown.stream()
                .filter(line -> line.row().mutation().equals(chosen.row().mutation()))
                .findFirst()
                .orElse(null));
  }

  private OutboxLine line(OutboxRow row, String name) {
    var words = session.words();
    var kind = words.text("record." + row.record().entity());
    var record = name.isEmpty() ? kind : kind + " " + words.withDay(name);
    var what = words.text("outbox.what." + row.op(), record);
    return new OutboxLine(
        row, what, words.text("outbox.state." + row.state().word()), why(row), next(row));
  }

  private String why(OutboxRow row) {
    var words = session.words();
    if (!row.reason().isEmpty()) {
      return words.text("outbox.why." + row.reason());
    } else if (row.attempts() > 0) {
      return words.count("outbox.tried", row.attempts());
    }
    return words.text("outbox.why.next-run");
  }

  private String next(OutboxRow row) {
    var words = session.words();
    return switch (row.state()) {
      case NEEDS_YOU -> words.text("outbox.next.you");
      case HELD -> words.text("outbox.next.after");
      case WAITING, SENT ->
          row.nextAttempt().toEpochMilli() == 0
              ? words.text("outbox.next.run")
              : words.text("outbox.next.at", words.when(row.nextAttempt()));
    };
  }

  /** Returns the names of the fields that the change is about. */
  String fields(OutboxLine line) {
    I18n words = session.words();
    var entity = line.row().record().entity();
    return line.row().fields().stream()
        .map(
            field -> {
              var key = "field." + entity + "." + field;
              return words.has(key) ? words.text(key) : field;
            })
        .collect(Collectors.joining(", "));
  }

  public void retry() {
    var chosen = selected.get();
    if (chosen == null) {
      return;
    }
    session
        .tasks()
        .run(
            () -> session.workplace().outbox().retry(chosen.row().mutation()),
            retried -> {
              session.schedule().now();
              var key =
                  retried == OutboxDesk.Retried.QUEUED ? "outbox.retried" : "outbox.nothing-left";
              session.notices().say(session.words().text(key));
              refresh();
            },
            session::warn);
  }

  /** Throws the change away; a reason is asked for, because it is written down for good. */
  public void discard() {
    var chosen = selected.get();
    var words = session.words();
    if (chosen == null) {
      return;
    }
    session
        .dialogs()
        .ask(
            words.text("outbox.discard-title"),
            words.text("outbox.discard-text"),
            words.text("outbox.discard"))
        .ifPresent(reason -> discard(chosen, reason));
  }

  private void discard(OutboxLine chosen, String reason) {
    session
        .tasks()
        .run(
            () -> session.workplace().outbox().discard(chosen.row().mutation(), reason),
            changes -> {
              session.notices().say(session.words().count("outbox.discarded", changes));
              refresh();
            },
            session::warn);
  }

  public void export() {
    var words = session.words();
    session
        .dialogs()
        .saveFile(words.text("outbox.export"), "samsyn-utboks-" + words.today() + ".json")
        .ifPresent(this::export);
  }

  private void export(Path file) {
    session
        .tasks()
        .run(
            () -> {
              try (var out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
                return session.workplace().export().to(out);
              } catch (IOException e) {
                throw Trouble.failed("export-failed", "The file could not be written.");
              }
            },
            changes -> session.notices().say(session.words().count("outbox.exported", changes)),
            session::warn);
  }

  public void open() {
    var chosen = selected.get();
    if (chosen != null) {
      navigator.showRecord(chosen.row().record().entity(), chosen.row().record().key());
    }
  }

  /** Returns whether the change can be sent again by hand. */
  static boolean mayRetry(@Nullable OutboxLine line) {
    return line != null && line.row().state() == OutboxRow.State.NEEDS_YOU;
  }

  public ObservableList<OutboxLine> lines() {
    return lines;
  }

  public ObjectProperty<@Nullable OutboxLine> selectedProperty() {
    return selected;
  }

  public ReadOnlyStringProperty countProperty() {
    return count.getReadOnlyProperty();
  }

  public String getCount() {
    return count.get();
  }

  /** Returns the kinds of records that a screen lists and that can therefore be opened. */
  static boolean mayOpen(@Nullable OutboxLine line) {
    return line != null
        && List.of("activity", "contact", "expense").contains(line.row().record().entity());
  }
}
