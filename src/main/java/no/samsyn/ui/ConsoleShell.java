package no.samsyn.ui;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.scene.Parent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import javafx.util.Duration;
import no.samsyn.console.SyncSchedule;
import no.samsyn.console.Workplace;
import no.samsyn.ui.common.ChangePulse;
import no.samsyn.ui.common.FxDialogs;
import no.samsyn.ui.common.FxTasks;
import no.samsyn.ui.common.Fxml;
import no.samsyn.ui.common.FxmlFile;
import no.samsyn.ui.common.I18n;
import no.samsyn.ui.common.Language;
import no.samsyn.ui.common.LatestOnFx;
import no.samsyn.ui.common.Looks;
import no.samsyn.ui.common.Screen;
import no.samsyn.ui.common.Session;
import no.samsyn.ui.common.Slices;
import no.samsyn.ui.common.Theme;
import no.samsyn.ui.common.Warmup;
import no.samsyn.ui.shell.MeanwhileViewModel;
import no.samsyn.ui.shell.PaletteController;
import no.samsyn.ui.shell.PaletteViewModel;
import no.samsyn.ui.shell.PaletteViewModel.Command;
import no.samsyn.ui.shell.ShellController;
import no.samsyn.ui.shell.ShellViewModel;
import no.samsyn.ui.shell.ShortcutsController;
import no.samsyn.ui.shell.StatusViewModel;

/** The frame with its screens, each built when it is first shown. Belongs to JavaFX's thread. */
public final class ConsoleShell {
  private static final Duration MOMENT = Duration.seconds(1);

  private static final List<KeyCode> DIGITS =
      List.of(
          KeyCode.DIGIT1,
          KeyCode.DIGIT2,
          KeyCode.DIGIT3,
          KeyCode.DIGIT4,
          KeyCode.DIGIT5,
          KeyCode.DIGIT6,
          KeyCode.DIGIT7,
          KeyCode.DIGIT8,
          KeyCode.DIGIT9);

  /** What the shell is made of, apart from the workplace. */
  record Parts(
      Equipment equipment,
      Stage stage,
      Looks looks,
      I18n words,
      FxTasks tasks,
      Consumer<Language> languageChosen,
      Runnable signedOut) {}

  private final Parts parts;
  private final Session session;
  private final ShellViewModel model = new ShellViewModel();
  private final PaletteViewModel palette = new PaletteViewModel();
  private final StatusViewModel status;
  private final ShellController controller;
  private final ScreenMaker maker;
  private final Map<Screen, OpenScreen> screens = new EnumMap<>(Screen.class);
  private final LatestOnFx<Boolean> ran = new LatestOnFx<>(any -> showRun());
  private final MeanwhileViewModel meanwhile;
  private final Parent root;

  ConsoleShell(Parts parts, Workplace workplace, SyncSchedule schedule) {
    this.parts = parts;
    this.session =
        new Session(
            workplace,
            schedule,
            new Session.Surround(
                parts.words(),
                parts.tasks(),
                new FxDialogs(
                    parts.stage(), parts.words(), parts.looks(), parts.equipment().files()),
                parts.equipment().preferences(),
                model));
    this.status = new StatusViewModel(session);
    this.meanwhile = new MeanwhileViewModel(session, model);
    this.controller = new ShellController(model, status, parts.words(), parts.looks().isNarrow());
    this.maker = new ScreenMaker(parts, session, model, status);
    this.root =
        Fxml.load(
            FxmlFile.SHELL,
            parts.words(),
            controller,
            new PaletteController(palette, model.paletteOpenProperty()),
            new ShortcutsController(model.shortcutsOpenProperty(), parts.words()));
    parts.looks().stage(controller.place());
    palette.offer(commands());
    var pulse = new ChangePulse();
    pulse.listen(this::refresh);
    workplace.onChange(pulse::touched);
    model.begin(session);
    model.wishProperty().subscribe(this::go);
    status.refresh();
    warmUp();
  }

  /** After a moment, in which the first screen is drawn. */
  private void warmUp() {
    var moment = new PauseTransition(MOMENT);
    moment.setOnFinished(
        event -> {
          var stylesheets = List.copyOf(parts.stage().getScene().getStylesheets());
          Slices.run(Warmup.pieces(stylesheets), () -> {});
        });
    moment.play();
  }

  private void go(ShellViewModel.Wish wish) {
    var screen = screens.computeIfAbsent(wish.screen(), maker::make);
    controller.stand(screen.root(), wish.screen());
    screen.show(wish);
  }

  /** A run ended; called on the schedule's thread. */
  void ran() {
    ran.offer(true);
  }

  private void showRun() {
    refresh(Set.of());
    meanwhile.ran();
  }

  /** Only what is in sight is read anew; the rest when it is shown. */
  private void refresh(Set<String> touched) {
    status.refresh();
    var shown = screens.get(model.wishProperty().get().screen());
    if (shown != null) {
      shown.refresh(touched);
    }
  }

  private List<Command> commands() {
    var words = parts.words();
    var commands = new ArrayList<Command>();
    var number = 1;
    for (var screen : Screen.values()) {
      var keys = number > DIGITS.size() ? "" : words.text("key.control") + " + " + number;
      number++;
      var name = words.text("palette.go", words.text("screen." + screen.code()));
      commands.add(new Command(name, keys, () -> model.show(screen)));
    }
    commands.add(new Command(words.text("shell.sync-now"), "F5", status::syncNow));
    commands.add(new Command(words.text("shell.pause-or-resume"), "", status::togglePause));
    for (var screen : List.of(Screen.ACTIVITIES, Screen.CONTACTS, Screen.EXPENSES)) {
      var name = words.text("records.add." + screen.entity());
      commands.add(new Command(name, "", () -> addNew(screen)));
    }
    for (var theme : Theme.values()) {
      var name = words.text("palette.theme", words.text("theme." + theme.code()));
      commands.add(new Command(name, "", () -> parts.looks().themeProperty().set(theme)));
    }
    commands.add(
        new Command(
            words.text("shell.shortcuts"), "F1", () -> model.shortcutsOpenProperty().set(true)));
    return commands;
  }

  private void addNew(Screen screen) {
    model.show(screen);
    var shown = screens.get(screen);
    if (shown != null) {
      shown.addNew();
    }
  }

  /** Takes note that somebody presses a key or the mouse. */
  void touched() {
    var shown = screens.get(model.wishProperty().get().screen());
    if (shown != null) {
      shown.touched();
    }
  }

  /** Takes a key that was pressed anywhere in the window, before anybody else does. */
  void key(KeyEvent event) {
    parts.looks().finish();
    touched();
    if (model.paletteOpenProperty().get() || model.shortcutsOpenProperty().get()) {
      return; // they have keys of their own
    }
    var shown = screens.get(model.wishProperty().get().screen());
    if (forAll(event) || (shown != null && shown.key(event))) {
      event.consume();
    }
  }

  private boolean forAll(KeyEvent event) {
    if (event.getCode() == KeyCode.F1) {
      model.shortcutsOpenProperty().set(true);
    } else if (event.getCode() == KeyCode.F5) {
      status.syncNow();
    } else if (event.getCode() == KeyCode.F8) {
      controller.goToNotice();
    } else if (event.getCode() == KeyCode.ESCAPE && controller.isInNotice()) {
      controller.leaveNotice();
    } else if (!event.isShortcutDown()) {
      return false;
    } else if (event.getCode() == KeyCode.Z && !model.noticeActionProperty().get().isEmpty()) {
      model.takeNotice();
    } else if (event.getCode() == KeyCode.K) {
      model.paletteOpenProperty().set(true);
    } else if (DIGITS.contains(event.getCode())) {
      show(DIGITS.indexOf(event.getCode()));
    } else {
      return sizes(event);
    }
    return true;
  }

  private void show(int place) {
    var screens = Screen.values();
    if (place < screens.length) {
      model.show(screens[place]);
    }
  }

  private boolean sizes(KeyEvent event) {
    switch (event.getCode()) {
      case PLUS, ADD, EQUALS -> parts.looks().larger();
      case MINUS, SUBTRACT -> parts.looks().smaller();
      case DIGIT0, NUMPAD0 -> parts.looks().usualSize();
      default -> {
        return false;
      }
    }
    return true;
  }

  Parent root() {
    return root;
  }

  public StatusViewModel status() {
    return status;
  }

  public ShellViewModel model() {
    return model;
  }
}
