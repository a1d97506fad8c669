package no.samsyn.ui.settings;

import java.util.function.LongSupplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import no.samsyn.console.Check;
import no.samsyn.console.SignInDesk;
import no.samsyn.console.Trouble;
import no.samsyn.sync.Account;
import no.samsyn.ui.common.Session;
import no.samsyn.ui.common.Tone;

/** Account and connection. What is about looks stands in {@code Looks}. */
public final class SettingsViewModel {
  private final Session session;
  private final LongSupplier freeBytes;
  private final Runnable signedOut;

  private final ReadOnlyStringWrapper person = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper units = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper verdict = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper knownServer = new ReadOnlyStringWrapper("");
  private final StringProperty server = new SimpleStringProperty("");
  private final BooleanProperty busy = new SimpleBooleanProperty();
  private final ObservableList<CheckLine> checks = FXCollections.observableArrayList();

  /**
   * Takes what it needs.
   *
   * @param freeBytes how much room the disk has
   * @param signedOut told when nobody is signed in any more
   */
  public SettingsViewModel(Session session, LongSupplier freeBytes, Runnable signedOut) {
    this.session = session;
    this.freeBytes = freeBytes;
    this.signedOut = signedOut;
  }

  public void refresh() {
    session
        .tasks()
        .run(
            () -> session.workplace().signIn().account(),
            account -> account.ifPresent(this::show),
            session::warn);
    refreshServer();
  }

  void refreshServer() {
    session.tasks().run(session.workplace()::server, this::showServer, session::warn);
  }

  /** What somebody is typing stays, whatever happens meanwhile. */
  private void showServer(String address) {
    if (!isServerChanged().get()) {
      server.set(address);
    }
    knownServer.set(address);
  }

  /** Takes the address that was typed, and goes the way to it at once. */
  public void moveServer() {
    if (!isServerChanged().get()) {
      return;
    }
    var wanted = server.get().strip();
    busy.set(true);
    session
        .tasks()
        .run(
            () -> {
              session.workplace().moveTo(wanted);
              session.schedule().now();
              return session.workplace().server();
            },
            moved -> {
              knownServer.set(moved);
              server.set(moved);
              session.notices().say(session.words().text("settings.server-moved"));
              test();
            },
            this::failed);
  }

  /** Returns whether an address is typed that does not hold yet. */
  public BooleanBinding isServerChanged() {
    return Bindings.createBooleanBinding(
        () -> !server.get().isBlank() && !server.get().strip().equals(knownServer.get()),
        server,
        knownServer);
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
    busy.set(true);
    checks.clear();
    verdict.set("");
    session
        .tasks()
        .run(
            () -> session.workplace().doctor().run(freeBytes.getAsLong()),
            found -> {
              busy.set(false);
              checks.setAll(found.stream().map(this::line).toList());
              verdict.set(verdict());
            },
            this::failed);
  }

  /** One sentence for all: the first step that failed, or that none did. */
  private String verdict() {
    var words = session.words();
    return checks.stream()
        .filter(line -> line.tone() == Tone.ALERT)
        .findFirst()
        .map(line -> words.text("settings.test-failed", line.name()))
        .orElseGet(() -> words.text("settings.test-well"));
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
    var result = name + "." + check.result().word();
    var why = "check.why." + check.code();
    var advice = name + ".advice";
    var isWhyKnown = !check.code().isEmpty() && words.has(why);
    return new CheckLine(
        tone,
        words.has(name) ? words.text(name) : check.name(),
        isWhyKnown
            ? words.text(why)
            : words.has(result)
                ? words.text(result)
                : words.text("check.result." + check.result().word()),
        check.result() == Check.Result.FAILED && !isWhyKnown && words.has(advice)
            ? words.text(advice)
            : "");
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

  /** The server's address, as it is or is being typed. */
  public StringProperty serverProperty() {
    return server;
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

  /** What the connection test came to, in one sentence. */
  public ReadOnlyStringProperty verdictProperty() {
    return verdict.getReadOnlyProperty();
  }

  public BooleanProperty busyProperty() {
    return busy;
  }

  public ObservableList<CheckLine> checks() {
    return checks;
  }
}
