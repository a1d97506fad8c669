package no.samsyn.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import no.samsyn.audit.AuditFilter;
import no.samsyn.console.AuditDesk;
import no.samsyn.console.RecordTable;
import no.samsyn.console.Records;
import no.samsyn.console.Workplace;
import no.samsyn.console.Workplaces.Where;
import no.samsyn.console.review.QueueWish;
import no.samsyn.model.Fields;
import no.samsyn.model.Time;
import no.samsyn.sync.RunBudget;
import no.samsyn.sync.SyncEngine;
import no.samsyn.ui.common.Picture;
import no.samsyn.ui.common.Screen;
import no.samsyn.ui.common.Theme;

/**
 * Kari at her console, whose keys the test presses; the mentor Nora, the coordinator Per and the
 * administrator on devices of their own; and one practice server. What came of it is asked of the
 * server's own database and trail.
 */
final class DesksAtWork implements AutoCloseable {
  private static final RunBudget BUDGET = RunBudget.of(Duration.ofMinutes(1));
  private static final Duration PATIENCE = Duration.ofSeconds(90); // others use the machine, too

  final Workplace nora;
  final Workplace per;
  final Workplace admin;
  final Typing typing;

  private final Path folder;
  private final SystemTime time = new SystemTime();
  private final SystemChance chance = new SystemChance();
  private final StopSignal stop = new StopSignal();
  private final LocalWorkplaces workplaces =
      new LocalWorkplaces(LocalWorkplaces.Place.IN_FILES, time, chance, stop);
  private final Practice practice;
  private final OpenConsole console;
  private final ServerFacts server;
  private final Map<String, String> dates = new HashMap<>();
  private int day;

  DesksAtWork(Path folder) {
    this.folder = folder;
    Fx.start();
    practice = new Practice(workplaces, new LocalServers(time, chance, stop));
    console =
        new OpenConsole(
            workplaces,
            practice.where(),
            time,
            "test",
            (owner, title, name) -> Optional.of(folder.resolve(name)));
    practice.prepare();
    console.open();
    typing = new Typing(console.window().stage().getScene());
    typing.await("Kari's console", () -> console.window().shell().isPresent());
    server = new ServerFacts(practice.folder());
    nora = device("nora");
    per = device("per");
    admin = device("admin");
  }

  private Workplace device(String user) {
    return device(workplaces, user, user);
  }

  /** Another device of somebody's, whose clock shows what {@code clock} says. */
  Workplace device(Time clock, String user, String name) {
    return device(
        new LocalWorkplaces(LocalWorkplaces.Place.IN_FILES, clock, chance, stop), user, name);
  }

  private Workplace device(LocalWorkplaces places, String user, String name) {
    var where = new Where(folder.resolve(name), practice.address(), user, "");
    var opened = places.openOrCreate(where);
    var unused = opened.signIn().signIn(user, "practice");
    run(opened);
    return opened;
  }

  @Override
  public void close() {
    console.close();
    nora.close();
    per.close();
    admin.close();
    practice.close();
  }

  static void run(Workplace workplace) {
    var unused = workplace.sync().run(BUDGET, SyncEngine.Trigger.NOW);
  }

  Workplace kari() {
    return console.window().workplace().orElseThrow();
  }

  // What people write

  /** An activity of Nora's that both have: on a day of its own, found by a word of its own. */
  String shared(String word, String... more) {
    var all = new ArrayList<>(List.of(more));
    var mentor = nora.signIn().account().map(account -> account.peerMentor()).orElseThrow();
    all.addAll(
        List.of(
            "peer_mentor=" + mentor,
            "type=" + type(),
            "date=2026-03-" + (10 + day),
            "minutes=30",
            "theme=" + word));
    dates.putIfAbsent(word, (10 + day) + ".03.2026");
    day++;
    var key = nora.records().add("activity", all).key();
    run(nora);
    return key;
  }

  /** A type that activities can have. */
  String type() {
    var types = nora.records().list(new Records.ListWish("activity_type", List.of(), "code", 1, 0));
    return types.rows().get(0).id().key();
  }

  /** Kari writes first, then Nora, and neither knows of the other; returns Kari's review. */
  String contested(String record, List<String> karis, List<String> noras) {
    return contested(record, karis, nora, noras);
  }

  /** Kari writes first, then Nora on {@code device}, and neither knows of the other. */
  String contested(String record, List<String> karis, Workplace device, List<String> noras) {
    kariWrites(record, karis);
    var unused = device.records().edit("activity", record, noras);
    eventually(
        "Kari has the review of " + record,
        () -> {
          run(device);
          run(kari());
          return !reviewsOf(kari(), record).isEmpty();
        });
    return reviewsOf(kari(), record).get(0);
  }

  /** Kari writes, and the server has it. */
  void kariWrites(String record, List<String> what) {
    eventually(
        "Kari has " + record,
        () -> {
          run(kari());
          return isKnown(kari(), record);
        });
    var unused = kari().records().edit("activity", record, what);
    eventually(
        "the server has Kari's",
        () -> {
          run(kari());
          return kari().sync().status().unsent() <= 1; // one waits since the practice began
        });
  }

  private static boolean isKnown(Workplace workplace, String record) {
    return isKnown(workplace, "activity", record);
  }

  static boolean isKnown(Workplace workplace, String entity, String record) {
    return !workplace
        .table()
        .rows(entity, List.of(record), new RecordTable.Sight("nb", false))
        .isEmpty();
  }

  static List<String> reviewsOf(Workplace workplace, String record) {
    var wish =
        new QueueWish(
            QueueWish.Status.ALL,
            QueueWish.Filters.NONE,
            QueueWish.Order.OLDEST,
            LocalDate.EPOCH,
            1_000,
            0);
    return workplace.reviews().list(wish).rows().stream()
        .filter(row -> row.review().subject().record().equals(record))
        .map(row -> row.key())
        .toList();
  }

  static void eventually(String what, BooleanSupplier claim) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (!claim.getAsBoolean()) {
      assertThat(System.nanoTime()).as("did not come true in time: " + what).isLessThan(end);
      Typing.pause();
    }
  }

  /** The one open review of a kind that the practice brings. */
  String onlyReview(String kind) {
    var filters = new QueueWish.Filters(kind, "", "", "", "", "", -1);
    var wish =
        new QueueWish(
            QueueWish.Status.OPEN, filters, QueueWish.Order.OLDEST, LocalDate.EPOCH, 9, 0);
    var rows = kari().reviews().list(wish).rows();
    assertThat(rows).hasSize(1);
    return rows.get(0).key();
  }

  // What Kari does

  int queued() {
    return lookup("#list") instanceof ListView<?> list ? list.getItems().size() : -1;
  }

  /** Returns whether one case is in the queue, and one of this kind before Kari. */
  boolean isOnlyCase(String kind) {
    return queued() == 1
        && lookup("#kind") instanceof Labeled label
        && label.getText().startsWith(kind);
  }

  /** Empties the queue's filters, where they are in sight. */
  boolean forgetFilters() {
    ((Button) lookup("#clear")).fire();
    return true;
  }

  /** Review with every open case, in the usual looks. */
  void begin() {
    Fx.call(
        () -> {
          dress(Theme.LIGHT);
          console.window().looks().usualSize();
          console.window().shell().orElseThrow().model().dismissNotice();
          console.window().shell().orElseThrow().model().show(Screen.REVIEW);
          return true;
        });
    status("open");
  }

  /** Goes to a screen that has a key of its own. */
  void show(Screen screen) {
    var place = List.of(Screen.values()).indexOf(screen) + 1;
    typing.press(KeyCode.CONTROL, KeyCode.valueOf("DIGIT" + place));
  }

  boolean dress(Theme theme) {
    console.window().looks().themeProperty().set(theme);
    return true;
  }

  /** Kari's window is before everybody's again. */
  void raise() {
    Fx.call(
        () -> {
          console.window().stage().requestFocus();
          return true;
        });
  }

  boolean enlarge(int percent) {
    console.window().looks().sizeProperty().set(percent);
    return true;
  }

  /** Presses the pill of a status. */
  void status(String code) {
    Fx.call(
        () -> {
          ((ToggleButton) lookup("#status-" + code)).fire();
          return true;
        });
  }

  Node lookup(String selector) {
    return console.window().stage().getScene().lookup(selector);
  }

  void search(String word) {
    typing.press(KeyCode.CONTROL, KeyCode.F);
    typing.typeInto("search", word);
  }

  /** Finds cases by a word and goes to the first; returns when it is there. */
  void find(String word, int cases) {
    search(word);
    typing.await(
        cases + " cases of " + word + ", the first chosen",
        () ->
            lookup("#list") instanceof ListView<?> list
                && list.getItems().size() == cases
                && list.getSelectionModel().getSelectedIndex() == 0);
    typing.await(
        "the case of " + word,
        () ->
            lookup("#subtitle") instanceof Label label
                && label.getText().contains(dates.get(word)));
    typing.press(KeyCode.F6);
    typing.await("the focus in the case", () -> isFocused("line-"));
  }

  boolean isFocused(String prefix) {
    var focused = console.window().stage().getScene().getFocusOwner();
    return focused != null && focused.getId() != null && focused.getId().startsWith(prefix);
  }

  void tabTo(String id) {
    typing.tabTo(id);
    typing.press(KeyCode.SPACE);
  }

  /**
   * Opens the menu of a case and goes down to what is wanted, into its own menu where it has one.
   */
  void menu(String first, String... then) {
    typing.tabTo("others");
    typing.press(KeyCode.SPACE);
    var button = (MenuButton) lookup("#others");
    typing.await("the menu", button::isShowing);
    List<? extends MenuItem> items = List.copyOf(Fx.call(button::getItems));
    typing.press(KeyCode.DOWN);
    items = goDownTo(first, items);
    for (var wanted : then) {
      typing.press(KeyCode.RIGHT);
      items = goDownTo(wanted, items);
    }
    typing.pressAndGoOn(KeyCode.ENTER);
  }

  /** The first of a menu is chosen; returns what is below the one that is wanted. */
  private List<? extends MenuItem> goDownTo(String wanted, List<? extends MenuItem> items) {
    for (var item : items) {
      if (item.getText() != null && item.getText().startsWith(wanted)) {
        return item instanceof Menu menu ? List.copyOf(menu.getItems()) : List.of();
      }
      if (!(item instanceof SeparatorMenuItem)) {
        typing.press(KeyCode.DOWN);
      }
    }
    throw new AssertionError(wanted + " is not among " + items);
  }

  /** Waits for the question that is asked in a window of its own. */
  Typing dialog() {
    eventually("a question", () -> Fx.call(() -> question().isPresent()));
    return new Typing(Fx.call(() -> question().orElseThrow()));
  }

  private Optional<Scene> question() {
    return Window.getWindows().stream()
        .filter(window -> window instanceof Stage stage && stage.getOwner() != null)
        .map(Window::getScene)
        .findFirst();
  }

  /** Writes what is seen into {@code target/tour}, once nothing moves any more. */
  void picture(String name) throws IOException {
    for (var i = 0; i < 8; i++) {
      Typing.pause();
    }
    Fx.call(() -> Picture.of(console.window().stage().getScene()))
        .write(Path.of("target", "tour", name + ".png"));
  }

  // The server's house

  void serverGoes() {
    practice.goes();
  }

  void serverReturns() {
    practice.returns();
  }

  // What the server says

  /** What its trail tells of a record: who, what, and how it ended; the newest first. */
  List<String> trail(String record) {
    var filter = AuditFilter.ALL.with(AuditFilter.By.RECORD, record);
    return admin.audit().list(AuditDesk.Of.ORGANISATION, filter, 100).rows().stream()
        .map(row -> row.event().actor() + " " + row.action() + " " + row.event().outcome())
        .map(String::strip)
        .toList();
  }

  Fields onServer(String record) {
    return onServer("activity", record);
  }

  Fields onServer(String entity, String record) {
    return server.record(entity, record);
  }

  Fields review(String review) {
    return server.record("review", review);
  }

  Fields setting(String key) {
    return server.record("setting", key);
  }

  boolean isReview(String review, String status) {
    return review(review).text("status").equals(status);
  }
}
