package no.samsyn.ui.settings;

import java.time.Duration;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import no.samsyn.console.Backups;
import no.samsyn.console.Comparison;
import no.samsyn.console.Trouble;
import no.samsyn.console.Workplaces;
import no.samsyn.console.Workplaces.Where;
import no.samsyn.sync.RunBudget;
import no.samsyn.sync.SyncReport;
import no.samsyn.ui.common.Session;

/** The data on this computer: where, how much, its backups, whether it is the server's. */
public final class DataViewModel {
  private static final Duration REBUILD_MAX = Duration.ofMinutes(30);
  private static final int TYPES_NAMED_MAX = 5;

  private final Session session;
  private final Workplaces workplaces;
  private final Where where;

  private final ReadOnlyStringWrapper size = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper lastBackup = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper answer = new ReadOnlyStringWrapper("");
  private final BooleanProperty busy = new SimpleBooleanProperty();

  public DataViewModel(Session session, Workplaces workplaces, Where where) {
    this.session = session;
    this.workplaces = workplaces;
    this.where = where;
  }

  /** How much room there is, and how much is taken. */
  private record Room(long store, long free) {}

  public void refresh() {
    session
        .tasks()
        .run(
            () -> new Room(workplaces.storeBytes(where), workplaces.freeBytes(where)),
            room ->
                size.set(
                    session
                        .words()
                        .text(
                            "settings.size-of-data",
                            session.words().bytes(room.store()),
                            session.words().bytes(room.free()))),
            session::warn);
    session.tasks().run(session.workplace().backups()::list, this::showBackups, session::warn);
  }

  private void showBackups(List<Backups.Backup> backups) {
    var words = session.words();
    lastBackup.set(
        backups.isEmpty()
            ? words.text("settings.no-backup")
            : words.text(
                "settings.last-backup",
                words.when(backups.get(0).at()),
                words.bytes(backups.get(0).bytes())));
  }

  /** Makes an encrypted copy of the store now, and opens it to see that it is good. */
  public void backUp() {
    begin("settings.backing-up");
    session
        .tasks()
        .run(
            () -> {
              var unused = session.workplace().backups().now();
              return session.workplace().backups().list();
            },
            backups -> {
              showBackups(backups);
              end(session.words().text("settings.backed-up"));
            },
            this::failed);
  }

  /** Holds every record against the server's, and changes nothing. */
  public void verify() {
    begin("settings.verifying");
    session
        .tasks()
        .run(() -> session.workplace().verification().run(), this::compared, this::failed);
  }

  private void compared(Comparison comparison) {
    var words = session.words();
    var records = comparison.entities().stream().mapToLong(Comparison.Entity::here).sum();
    if (comparison.isSame()) {
      end(words.text("settings.verified", words.number(records)));
      return;
    }
    var types =
        comparison.differences().stream()
            .map(each -> words.text("record." + each.record().entity()))
            .distinct()
            .limit(TYPES_NAMED_MAX)
            .toList();
    end(
        words.text(
            "settings.differs",
            words.number(comparison.differences().size()),
            String.join(", ", types)));
  }

  /** Fetches every record anew; what is only here stays. */
  public void rebuild() {
    var words = session.words();
    if (!session
        .dialogs()
        .confirm(
            words.text("settings.rebuild-title"),
            words.text("settings.rebuild-text"),
            words.text("settings.rebuild"))) {
      return;
    }
    begin("settings.rebuilding");
    var told =
        session
            .tasks()
            .<Long>onScreen(
                fetched -> {
                  if (busy.get()) {
                    answer.set(words.text("settings.fetched", words.number(fetched)));
                  }
                });
    session
        .tasks()
        .run(
            () ->
                session
                    .workplace()
                    .rebuild()
                    .run(RunBudget.of(REBUILD_MAX).telling(fetched -> told.accept(fetched))),
            this::rebuilt,
            this::failed);
  }

  private void rebuilt(SyncReport report) {
    var words = session.words();
    end(
        report.stop() == SyncReport.Stop.FINISHED
            ? words.text("settings.rebuilt", words.number(report.counts().pulled()))
            : words.text("stop." + report.stop().code()));
    refresh();
  }

  private void begin(String doing) {
    busy.set(true);
    answer.set(session.words().text(doing));
  }

  private void end(String came) {
    busy.set(false);
    answer.set(came);
  }

  private void failed(Trouble trouble) {
    end("");
    session.warn(trouble);
  }

  public String getFolder() {
    return where.data().toString();
  }

  public ReadOnlyStringProperty sizeProperty() {
    return size.getReadOnlyProperty();
  }

  public String getSize() {
    return size.get();
  }

  public ReadOnlyStringProperty lastBackupProperty() {
    return lastBackup.getReadOnlyProperty();
  }

  public String getLastBackup() {
    return lastBackup.get();
  }

  /** What is being done, how far it is, and what it came to. */
  public ReadOnlyStringProperty answerProperty() {
    return answer.getReadOnlyProperty();
  }

  public String getAnswer() {
    return answer.get();
  }

  public BooleanProperty busyProperty() {
    return busy;
  }
}
