package no.samsyn.ui.settings;

import java.time.Duration;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import no.samsyn.console.Backups;
import no.samsyn.console.Check;
import no.samsyn.console.Comparison;
import no.samsyn.console.SignInDesk;
import no.samsyn.console.Trouble;
import no.samsyn.console.Workplaces;
import no.samsyn.console.Workplaces.Where;
import no.samsyn.sync.Account;
import no.samsyn.sync.RunBudget;
import no.samsyn.sync.SyncReport;
import no.samsyn.ui.common.Session;
import no.samsyn.ui.common.Tone;

/** Account, connection, data. What is about looks stands in {@code Looks}. */
public final class SettingsViewModel {
  private static final Duration REBUILD_MAX = Duration.ofMinutes(30);
  private static final long MEGABYTE = 1_048_576;
  private static final int RECORDS_NAMED_MAX = 5;

  private final Session session;
  private final Workplaces workplaces;
  private final Where where;
  private final Runnable signedOut;

  private final ReadOnlyStringWrapper person = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper units = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper lastBackup = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper dataAnswer = new ReadOnlyStringWrapper("");
  private final BooleanProperty busy = new SimpleBooleanProperty();
  private final ObservableList<CheckLine> checks = FXCollections.observableArrayList();

  /** Takes what it needs; {@code signedOut} is told when nobody is signed in any more. */
  public SettingsViewModel(
      Session session, Workplaces workplaces, Where where, Runnable signedOut) {
    this.session = session;
    this.workplaces = workplaces;
    this.where = where;
    this.signedOut = signedOut;
  }

  public void refresh() {
    session
        .tasks()
        .run(
            () -> session.workplace().signIn().account(),
            account -> account.ifPresent(this::show),
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
                words.number(Math.max(1, backups.get(0).bytes() / MEGABYTE))));
  }

  /** Makes an encrypted copy of the store now, and opens it to see that it is good. */
  public void backUp() {
    begin();
    session
        .tasks()
        .run(
            () -> {
              var unused = session.workplace().backups().now();
              return session.workplace().backups().list();
            },
            backups -> {
              busy.set(false);
              showBackups(backups);
              dataAnswer.set(session.words().text("settings.backed-up"));
            },
            this::failed);
  }

  private void show(Account account) {
    var words = session.words();
    var role = "role." + account.role();
    person.set(
        account.name()
            + " ("
            + account.user()
            + "), "
            + (words.has(role) ? words.text(role) : account.role()));
    units.set(
        account.units().isEmpty()
            ? words.text("settings.all-units")
            : String.join(", ", account.units()));
  }

  /** Goes the way to the server step by step. */
  public void test() {
    begin();
    checks.clear();
    session
        .tasks()
        .run(
            () -> session.workplace().doctor().run(workplaces.freeBytes(where)),
            found -> {
              busy.set(false);
              checks.setAll(found.stream().map(this::line).toList());
            },
            this::failed);
  }

  private CheckLine line(Check check) {
    var words = session.words();
    var tone =
        switch (check.result()) {
          case OK -> Tone.GOOD;
          case FAILED -> Tone.ALERT;
          case SKIPPED -> Tone.QUIET;
        };
    var name = "check." + check.name();
    var key = name + "." + check.result().word();
    var advice = name + ".advice";
    return new CheckLine(
        tone,
        words.has(name) ? words.text(name) : check.name(),
        words.has(key) ? words.text(key) : words.text("check.result." + check.result().word()),
        check.result() == Check.Result.FAILED && words.has(advice) ? words.text(advice) : "");
  }

  /** Holds every record against the server's, and changes nothing. */
  public void verify() {
    begin();
    session
        .tasks()
        .run(() -> session.workplace().verification().run(), this::compared, this::failed);
  }

  private void compared(Comparison comparison) {
    busy.set(false);
    var words = session.words();
    var records = comparison.entities().stream().mapToLong(Comparison.Entity::here).sum();
    if (comparison.isSame()) {
      dataAnswer.set(words.text("settings.verified", words.number(records)));
      return;
    }
    var named =
        comparison.differences().stream()
            .limit(RECORDS_NAMED_MAX)
            .map(each -> words.text("record." + each.record().entity()))
            .distinct()
            .toList();
    dataAnswer.set(
        words.text(
            "settings.differs",
            words.number(comparison.differences().size()),
            String.join(", ", named)));
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
    begin();
    session
        .tasks()
        .run(
            () -> session.workplace().rebuild().run(RunBudget.of(REBUILD_MAX)),
            this::rebuilt,
            this::failed);
  }

  private void rebuilt(SyncReport report) {
    busy.set(false);
    var words = session.words();
    dataAnswer.set(
        report.stop() == SyncReport.Stop.FINISHED
            ? words.text("settings.rebuilt", words.number(report.counts().pulled()))
            : words.text("stop." + report.stop().code()));
  }

  private void begin() {
    busy.set(true);
    dataAnswer.set("");
  }

  private void failed(Trouble trouble) {
    busy.set(false);
    session.warn(trouble);
  }

  /** Signs out; unsent work stays here, which is said first. */
  public void signOut() {
    var words = session.words();
    if (session
        .dialogs()
        .confirm(
            words.text("settings.sign-out-title"),
            words.text("settings.sign-out-text"),
            words.text("settings.sign-out"))) {
      session
          .tasks()
          .run(
              () -> session.workplace().signIn().signOut(SignInDesk.Unsent.KEEP),
              discarded -> signedOut.run(),
              session::warn);
    }
  }

  public String getServer() {
    return session.workplace().server();
  }

  public String getFolder() {
    return where.data().toString();
  }

  public ReadOnlyStringProperty personProperty() {
    return person.getReadOnlyProperty();
  }

  public String getPerson() {
    return person.get();
  }

  public ReadOnlyStringProperty unitsProperty() {
    return units.getReadOnlyProperty();
  }

  public String getUnits() {
    return units.get();
  }

  public ReadOnlyStringProperty lastBackupProperty() {
    return lastBackup.getReadOnlyProperty();
  }

  public String getLastBackup() {
    return lastBackup.get();
  }

  /** What verifying or rebuilding came to. */
  public ReadOnlyStringProperty dataAnswerProperty() {
    return dataAnswer.getReadOnlyProperty();
  }

  public BooleanProperty busyProperty() {
    return busy;
  }

  public ObservableList<CheckLine> checks() {
    return checks;
  }
}
