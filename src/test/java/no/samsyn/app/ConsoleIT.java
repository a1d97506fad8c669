package no.samsyn.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.paint.Color;
import no.samsyn.console.Workplaces.Where;
import no.samsyn.sync.SyncStatus;
import no.samsyn.ui.ConsoleShell;
import no.samsyn.ui.common.Looks;
import no.samsyn.ui.common.Picture;
import no.samsyn.ui.common.Screen;
import no.samsyn.ui.common.Theme;
import no.samsyn.ui.shell.PaletteViewModel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole console on a practice server, drawn in memory, by keyboard alone. One console for all
 * of it, because it takes seconds to open; each test begins on the overview with the usual looks.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleIT {
  private final SystemTime time = new SystemTime();
  private final SystemChance chance = new SystemChance();
  private final StopSignal stop = new StopSignal();
  private Practice practice;
  private OpenConsole console;
  private Typing typing;

  @BeforeAll
  void aConsoleOnAPracticeServer() {
    Fx.start();
    var workplaces = new LocalWorkplaces(LocalWorkplaces.Place.IN_FILES, time, chance, stop);
    practice = new Practice(workplaces, new LocalServers(time, chance, stop));
    console = new OpenConsole(workplaces, practice.where(), time, "test");
    practice.prepare();
    console.open();
    assertThat(Typing.until(() -> console.window().shell().isPresent())).isTrue();
    typing = new Typing(console.window().stage().getScene());
  }

  @AfterAll
  void everythingIsGivenBack() {
    console.close();
    practice.close();
  }

  @BeforeEach
  void theOverviewInTheUsualLooks() {
    Fx.call(
        () -> {
          console.window().looks().themeProperty().set(Theme.LIGHT);
          console.window().looks().usualSize();
          shell().model().paletteOpenProperty().set(false);
          shell().model().shortcutsOpenProperty().set(false);
          shell().model().dismissNotice();
          shell().model().show(Screen.OVERVIEW);
          return true;
        });
  }

  private ConsoleShell shell() {
    return console.window().shell().orElseThrow();
  }

  private Node lookup(String selector) {
    return console.window().stage().getScene().lookup(selector);
  }

  private Screen screen() {
    return Fx.call(() -> shell().model().wishProperty().get().screen());
  }

  private int rows() {
    return lookup(".sam-table") instanceof TableView<?> table ? table.getItems().size() : -1;
  }

  private static void act(Runnable work) {
    Fx.call(
        () -> {
          work.run();
          return true;
        });
  }

  private void show(Screen screen) {
    act(() -> shell().model().show(screen));
    assertThat(Typing.until(() -> screen.entity().isEmpty() || rows() > 0)).isTrue();
  }

  @Test
  void theTourSaysOfEveryScreenThatItStands() {
    var lines = new ArrayList<String>();
    var folder = Path.of("target", "tour");
    var tour =
        new ScreenTour(console.window(), practice, folder, Duration.ofMinutes(2), lines::add);
    assertThat(tour.run()).as(String.join("\n", lines)).isTrue();
    assertThat(lines).hasSizeGreaterThan(2 * Screen.values().length);
  }

  @Test
  void aServerThatStaysAwayFailsTheTour() {
    var said = new ArrayList<String>();
    var lines = new TourLines(said::add);
    var outage =
        new Outage(
            console.window(), new Unmended(practice), Duration.ofSeconds(2), lines, () -> {});
    try {
      outage.happen();
    } finally {
      practice.returns();
    }
    assertThat(lines.isAllTrue()).isFalse();
    assertThat(said).anyMatch(line -> line.startsWith("ok   The server is gone"));
    assertThat(said).anyMatch(line -> line.startsWith("FAIL The server is back"));
    act(() -> shell().status().syncNow());
    typing.await("all is sent", () -> status().unsent() == unsentThatWaitForKari());
  }

  /** Its network is never mended. */
  private record Unmended(Practice practice) implements Outage.Server {
    @Override
    public void goes() {
      practice.goes();
    }

    @Override
    public void returns() {}

    @Override
    public Path folder() {
      return practice.folder();
    }
  }

  @Test
  void everyScreenHasItsKeysAndThePaletteFindsTheRest() {
    typing.press(KeyCode.CONTROL, KeyCode.DIGIT3);
    assertThat(screen()).isEqualTo(Screen.ACTIVITIES);
    typing.press(KeyCode.CONTROL, KeyCode.K);
    assertThat(Fx.call(this::keysOfThePalette)).contains("Ctrl + 9").doesNotContain("Ctrl + 10");
    typing.type("utb");
    typing.press(KeyCode.ENTER);
    assertThat(screen()).isEqualTo(Screen.OUTBOX);
    typing.press(KeyCode.F1);
    assertThat(Fx.call(() -> shell().model().shortcutsOpenProperty().get())).isTrue();
    typing.press(KeyCode.ESCAPE);
    assertThat(Fx.call(() -> shell().model().shortcutsOpenProperty().get())).isFalse();
  }

  @Test
  void thePaletteReachesEveryScreenAndTheSheetOfKeysOpensOnEach() {
    for (var wanted : Screen.values()) {
      typing.press(KeyCode.CONTROL, KeyCode.K);
      var name = "Gå til " + shown("rail-" + wanted.code());
      for (var i = 0; i < Screen.values().length && !Fx.call(() -> isOffered(name)); i++) {
        typing.press(KeyCode.DOWN);
      }
      typing.press(KeyCode.ENTER);
      assertThat(screen()).isEqualTo(wanted);
      typing.await("it stands", () -> lookup(".sam-screen") != null);
      typing.press(KeyCode.F1);
      assertThat(Fx.call(() -> shell().model().shortcutsOpenProperty().get())).isTrue();
      typing.press(KeyCode.ENTER); // the button that closes it has the focus
      assertThat(Fx.call(() -> shell().model().shortcutsOpenProperty().get())).isFalse();
      assertThat(screen()).isEqualTo(wanted);
    }
  }

  private String shown(String id) {
    return Fx.call(() -> lookup("#" + id) instanceof Labeled labeled ? labeled.getText() : "");
  }

  private boolean isOffered(String name) {
    return lookup("#commands") instanceof ListView<?> list
        && list.getSelectionModel().getSelectedItem() instanceof PaletteViewModel.Command command
        && command.name().equals(name);
  }

  private List<String> keysOfThePalette() {
    return lookup("#commands") instanceof ListView<?> list
        ? list.getItems().stream().map(each -> ((PaletteViewModel.Command) each).keys()).toList()
        : List.of();
  }

  @Test
  void anActivityIsReportedForAMentorByKeyboardAndReachesTheServer() {
    show(Screen.ACTIVITIES);
    var before = Fx.call(this::rows);
    typing.press(KeyCode.CONTROL, KeyCode.N);
    choose("field-peer_mentor");
    typing.press(KeyCode.TAB); // past the contact, which nobody has to name
    typing.press(KeyCode.TAB);
    choose("field-type");
    typing.press(KeyCode.TAB);
    typing.press(KeyCode.TAB); // today is right
    typing.press(KeyCode.TAB);
    typing.typeInto("field-minutes", "75");
    typing.press(KeyCode.CONTROL, KeyCode.S);
    typing.await("one row more than " + before, () -> rows() > before);
    typing.await("all is sent", () -> status().unsent() == unsentThatWaitForKari());
  }

  /** Takes the first of what can be chosen, once it has been read from the store. */
  private void choose(String id) {
    typing.await(
        "something to choose in " + id,
        () -> isFocused(id) && lookup("#" + id) instanceof ComboBox<?> box && isFilled(box));
    typing.press(KeyCode.DOWN);
    typing.await(
        "a choice in " + id,
        () -> lookup("#" + id) instanceof ComboBox<?> box && box.getValue() != null);
  }

  private static boolean isFilled(ComboBox<?> box) {
    return !box.getItems().isEmpty();
  }

  private boolean isFocused(String id) {
    return isFocused(console.window().stage().getScene(), id);
  }

  private static boolean isFocused(Scene scene, String id) {
    var focused = scene.getFocusOwner();
    return focused != null && id.equals(focused.getId());
  }

  private SyncStatus status() {
    return console.window().workplace().orElseThrow().sync().status();
  }

  /** One change of the practice waits behind another that the server refused. */
  private static long unsentThatWaitForKari() {
    return 1;
  }

  @Test
  void theFirstStartAsksForServerAndAccountAndSignsIn(@TempDir Path folder) throws IOException {
    var workplaces = new LocalWorkplaces(LocalWorkplaces.Place.IN_FILES, time, chance, stop);
    var where = new Where(folder.resolve("per"), practice.address(), "", "");
    try (var first = new OpenConsole(workplaces, where, time, "test")) {
      first.open();
      toFront(first);
      var scene = first.window().stage().getScene();
      assertThat(Typing.until(() -> isFocused(scene, "server")))
          .as(() -> scene.getFocusOwner() + " in " + scene.getRoot().getChildrenUnmodifiable())
          .isTrue();
      Fx.call(() -> Picture.of(scene)).write(Path.of("target", "tour", "welcome-light.png"));
      var per = new Typing(scene);
      per.press(KeyCode.TAB);
      per.type("per");
      per.press(KeyCode.TAB);
      per.type("wrong");
      per.press(KeyCode.ENTER);
      assertThat(Typing.until(() -> isSaid(scene, "Serveren kjenner ikke"))).isTrue();
      per.press(KeyCode.CONTROL, KeyCode.A);
      per.type("practice");
      per.press(KeyCode.ENTER);
      assertThat(Typing.until(() -> first.window().shell().isPresent())).isTrue();
      var status = first.window().shell().orElseThrow().status();
      assertThat(Typing.until(() -> status.getState().equals("Alt er sendt"))).isTrue();
    } finally {
      toFront(console);
    }
  }

  /** There is no window manager that would do it. */
  private static void toFront(OpenConsole shown) {
    Fx.call(
        () -> {
          shown.window().stage().toFront();
          shown.window().stage().requestFocus();
          return true;
        });
  }

  private static boolean isSaid(Scene scene, String words) {
    return scene.lookup(".sam-problem") instanceof Label label && label.getText().contains(words);
  }

  @Test
  void aSearchFindsAndEscapesNothing() {
    show(Screen.ACTIVITIES);
    var all = Fx.call(this::rows);
    typing.press(KeyCode.CONTROL, KeyCode.F);
    typing.typeInto("search", "nora");
    typing.await("fewer rows than " + all, () -> rows() > 0 && rows() < all);
    act(() -> ((TextField) lookup("#search")).clear());
    typing.await("all rows again", () -> rows() >= all);
  }

  @Test
  void textGrowsWithTheKeyboardAndBack() {
    typing.press(KeyCode.CONTROL, KeyCode.PLUS);
    typing.press(KeyCode.CONTROL, KeyCode.PLUS);
    assertThat(Fx.call(() -> console.window().looks().sizeProperty().get())).isEqualTo(120);
    typing.press(KeyCode.CONTROL, KeyCode.DIGIT0);
    assertThat(Fx.call(() -> console.window().looks().sizeProperty().get())).isEqualTo(100);
  }

  @Test
  void aKeyGoesToTheNoticeAndAnotherBack() {
    show(Screen.ACTIVITIES);
    typing.press(KeyCode.CONTROL, KeyCode.F);
    typing.await("the focus in the search", () -> typing.isFocused("search"));
    act(
        () ->
            shell()
                .model()
                .warn("Noe gikk galt.")); // or what the console itself has to say by then
    typing.press(KeyCode.F8);
    typing.await("the focus on the notice", () -> typing.isFocused("notice"));
    typing.press(KeyCode.ESCAPE);
    typing.await("where one was", () -> typing.isFocused("search"));
  }

  @Test
  void twiceTheTextCutsNoWordAndANoticeCoversNothing() {
    var cut = new ArrayList<String>();
    act(() -> console.window().looks().sizeProperty().set(Looks.SIZE_MAX));
    for (var screen : Screen.values()) {
      act(() -> shell().model().show(screen)); // with the record that was open, if one was
      Patience.settle(console.window());
      Fx.call(() -> CutWords.in(root())).forEach(each -> cut.add(screen.code() + each));
    }
    act(
        () ->
            shell().model().say("En melding som er lang nok til at den trenger mer enn en linje"));
    Patience.settle(console.window());
    assertThat(Fx.call(() -> lookup("#notice").isVisible() && isBelowTheScreen())).isTrue();
    cut.removeIf(each -> each.startsWith("policies cuts 'Velg en regel")); // its table has no room
    assertThat(cut).isEmpty();
  }

  private boolean isBelowTheScreen() {
    var notice = lookup("#notice").localToScene(lookup("#notice").getLayoutBounds());
    var place = lookup("#place").localToScene(lookup("#place").getLayoutBounds());
    var bar = lookup(".sam-status").localToScene(lookup(".sam-status").getLayoutBounds());
    return place.getMaxY() <= notice.getMinY() && notice.getMaxY() <= bar.getMinY();
  }

  private Parent root() {
    return console.window().stage().getScene().getRoot();
  }

  @Test
  void everyControlSaysWhatItIs() {
    for (var screen : Screen.values()) {
      show(screen);
      openAForm(screen);
      assertThat(typing.stops()).as(screen.code()).hasSizeGreaterThan(8);
      assertThat(typing.stops())
          .as(screen.code())
          .allSatisfy(node -> assertThat(Fx.call(() -> name(node))).as("%s", node).isNotBlank());
    }
  }

  private void openAForm(Screen screen) {
    if (!screen.entity().isEmpty()) {
      act(() -> ((TableView<?>) lookup(".sam-table")).getSelectionModel().select(0));
      assertThat(Typing.until(() -> lookup("#field-peer_mentor") != null)).isTrue();
    }
  }

  /** What a screen reader says; what is typed into a field is not its name. */
  private static String name(Node node) {
    if (node.getAccessibleText() != null) {
      return node.getAccessibleText();
    }
    return node instanceof Labeled labeled && !(node instanceof TextInputControl)
        ? labeled.getText()
        : "";
  }

  @Test
  void theTabKeyReachesEverythingAndIsNowhereCaught() {
    for (var screen : Screen.values()) {
      show(screen);
      openAForm(screen);
      var stops = typing.stops();
      var reached = new HashSet<Node>();
      act(() -> stops.get(0).requestFocus());
      for (var i = 0; i < 2 * stops.size() + 2; i++) {
        reached.add(typing.focused());
        typing.press(KeyCode.TAB);
      }
      var still = typing.stops(); // a notice goes by itself, and its buttons with it
      assertThat(stops.stream().filter(node -> still.contains(node) && !isInAGroup(node)).toList())
          .as(screen.code())
          .allMatch(reached::contains);
    }
  }

  /** The buttons of the rail are one stop; the arrows go from one to the next. */
  private static boolean isInAGroup(Node node) {
    return node instanceof ToggleButton button && button.getToggleGroup() != null;
  }

  @Test
  void everyThemeCanBeRead() {
    var weak = new ArrayList<String>();
    for (var theme : Theme.values()) {
      act(() -> console.window().looks().themeProperty().set(theme));
      for (var screen : Screen.values()) {
        show(screen);
        openAForm(screen);
        selectARow();
        var contrast =
            Fx.call(
                () -> {
                  var root = console.window().stage().getScene().getRoot();
                  root.applyCss();
                  root.layout();
                  root.applyCss(); // of cells that the layout made
                  return Contrast.of(root);
                });
        assertThat(contrast.measured()).as(screen.code()).isGreaterThan(20);
        contrast.weak().forEach(each -> weak.add(theme.code() + " " + screen.code() + ": " + each));
      }
    }
    assertThat(weak).isEmpty();
  }

  /** What is chosen must be read, too. */
  private void selectARow() {
    Fx.call(
        () -> {
          if (lookup(".sam-table") instanceof TableView<?> table && !table.getItems().isEmpty()) {
            table.getSelectionModel().select(0);
          }
          return true;
        });
  }

  @Test
  void theMeasureKnowsWeakFromStrong() {
    assertThat(Contrast.ratio(Color.BLACK, Color.WHITE)).isBetween(20.9, 21.1);
    assertThat(Contrast.ratio(Color.web("#777777"), Color.WHITE)).isBetween(4.4, 4.5);
  }

  @Test
  void theMeasureKnowsACutWord() {
    var cut =
        Fx.call(
            () -> {
              var label = new Label("Innstillinger");
              label.setPrefWidth(30);
              var root = new Scene(new HBox(label), 40, 30).getRoot();
              root.resize(40, 30);
              return CutWords.in(root);
            });
    assertThat(cut).containsExactly(" cuts 'Innstillinger'");
  }
}
