package no.samsyn.ui;

import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import no.samsyn.console.SyncSchedule;
import no.samsyn.console.Trouble;
import no.samsyn.console.Workplace;
import no.samsyn.console.Workplaces;
import no.samsyn.console.Workplaces.KeyNeed;
import no.samsyn.sync.Account;
import no.samsyn.ui.common.FxTasks;
import no.samsyn.ui.common.Fxml;
import no.samsyn.ui.common.FxmlFile;
import no.samsyn.ui.common.I18n;
import no.samsyn.ui.common.Language;
import no.samsyn.ui.common.Looks;
import no.samsyn.ui.shell.ClosingController;
import no.samsyn.ui.welcome.UnlockController;
import no.samsyn.ui.welcome.UnlockViewModel;
import no.samsyn.ui.welcome.WelcomeController;
import no.samsyn.ui.welcome.WelcomeViewModel;
import org.jspecify.annotations.Nullable;

/**
 * The console's one window: opening, signing in, then the shell. Shows itself first and opens the
 * store afterwards. Belongs to JavaFX's thread.
 */
public final class ConsoleWindow {
  private static final String LANGUAGE = "language"; // kept in preferences; never rename
  private static final double WIDTH = 1440;
  private static final double HEIGHT = 900;
  private static final double WIDTH_MIN = 900;
  private static final double HEIGHT_MIN = 600;

  private final Equipment equipment;
  private final Stage stage;
  private final FxTasks tasks;
  private final Looks looks;
  private final StackPane root = new StackPane();
  private I18n words;
  private Workplaces workplaces;
  private @Nullable Workplace workplace;
  private @Nullable SyncSchedule schedule;
  private @Nullable ConsoleShell shell;
  private boolean isClosing;

  public ConsoleWindow(Equipment equipment, Stage stage) {
    this.equipment = equipment;
    this.stage = stage;
    this.workplaces = equipment.workplaces();
    this.tasks = new FxTasks(equipment.executor());
    this.looks = new Looks(equipment.preferences());
    this.words = words(equipment.preferences().get(LANGUAGE).orElse(""));
  }

  private I18n words(String language) {
    return new I18n(Language.of(language), equipment.clocks().time(), equipment.clocks().zone());
  }

  /** Shows the window; nothing slow has begun yet. */
  public void show() {
    var scene = new Scene(root, WIDTH, HEIGHT);
    looks.dress(scene);
    // On the scene and not on a node: keys must work even where nothing has the focus.
    scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> shell().ifPresent(it -> it.key(event)));
    scene.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> shell().ifPresent(it -> it.touched()));
    stand(Fxml.load(FxmlFile.OPENING, words));
    stage.setTitle("Samsyn");
    stage.setScene(scene);
    stage.setMinWidth(WIDTH_MIN);
    stage.setMinHeight(HEIGHT_MIN);
    stage.setOnCloseRequest(this::closeAsked);
    stage.show();
  }

  private void stand(Parent screen) {
    root.getChildren().setAll(screen);
  }

  /** What a store that may be there came to, and what opened it. */
  private record Found(
      Workplaces workplaces,
      KeyNeed need,
      Optional<Workplace> workplace,
      Optional<Account> owner,
      boolean signedIn) {}

  /** Opens the store, away from JavaFX's thread, and goes on from what is there. */
  public void open() {
    tasks.run(
        () -> find(equipment.workplaces()),
        this::found,
        trouble -> welcome(Optional.empty(), Optional.of(trouble)));
  }

  private Found find(Workplaces by) {
    var need = by.keyNeed(equipment.where());
    if (need != KeyNeed.NOTHING || !by.isThere(equipment.where())) {
      return new Found(by, need, Optional.empty(), Optional.empty(), false);
    }
    var opened = by.open(equipment.where());
    return new Found(
        by, need, Optional.of(opened), opened.signIn().account(), opened.signIn().isSignedIn());
  }

  private void found(Found found) {
    workplaces = found.workplaces();
    if (found.need() != KeyNeed.NOTHING) {
      unlock(found.need());
    } else if (found.signedIn() && found.workplace().isPresent()) {
      enter(found.workplace().get());
    } else {
      found.workplace().ifPresent(opened -> workplace = opened);
      welcome(found.owner(), Optional.empty());
    }
  }

  private void unlock(KeyNeed need) {
    var model =
        new UnlockViewModel(
            need,
            words,
            new UnlockViewModel.Attempt<>(
                tasks, passphrase -> find(equipment.workplaces().with(passphrase)), this::found));
    var controller =
        new UnlockController(
            model,
            words,
            language -> {
              choose(language);
              unlock(need);
            });
    stage.setTitle(words.text("window.title"));
    stand(Fxml.load(FxmlFile.UNLOCK, words, controller));
  }

  private void welcome(Optional<Account> owner, Optional<Trouble> trouble) {
    var model = new WelcomeViewModel(workplaces, equipment.where(), words, tasks, this::enter);
    var opened = workplace;
    if (opened != null) {
      owner.ifPresent(account -> model.expect(opened, account));
    }
    trouble.ifPresent(model::explain);
    var controller =
        new WelcomeController(
            model,
            words,
            language -> {
              choose(language);
              model.leave();
              welcome(owner, trouble);
            });
    stage.setTitle(words.text("window.title"));
    stand(Fxml.load(FxmlFile.WELCOME, words, controller));
  }

  private void choose(Language language) {
    equipment.preferences().set(LANGUAGE, language.code());
    words = words(language.code());
  }

  /** Somebody is signed in: the shell, and the first run. */
  private void enter(Workplace entered) {
    workplace = entered;
    var ofNow = schedule;
    if (ofNow != null) {
      ofNow.close();
    }
    var begun = equipment.schedules().apply(entered);
    schedule = begun;
    var shown = shell(entered, begun);
    begun.start((report, status) -> shown.ran());
  }

  private ConsoleShell shell(Workplace entered, SyncSchedule begun) {
    var shown =
        new ConsoleShell(
            new ConsoleShell.Parts(
                equipment, stage, looks, words, tasks, this::speak, this::signedOut),
            entered,
            begun);
    shell = shown;
    stand(shown.root());
    stage
        .titleProperty()
        .bind(
            Bindings.createStringBinding(
                () -> title(shown.status().needsPersonProperty().get()),
                shown.status().needsPersonProperty()));
    return shown;
  }

  private String title(long needsPerson) {
    return needsPerson == 0
        ? words.text("window.title")
        : words.text("window.title-needs", words.number(needsPerson));
  }

  /** Another language: every word is built anew, and nothing else changes. */
  private void speak(Language language) {
    var open = workplace;
    var running = schedule;
    if (language != words.language() && open != null && running != null) {
      choose(language);
      stage.titleProperty().unbind();
      var unused = shell(open, running);
    }
  }

  private void signedOut() {
    stage.titleProperty().unbind();
    var running = schedule;
    var open = workplace;
    if (open == null) {
      return;
    }
    tasks.run(
        () -> {
          if (running != null) {
            running.close();
          }
          return open.signIn().account();
        },
        owner -> welcome(owner, Optional.empty()),
        trouble -> welcome(Optional.empty(), Optional.of(trouble)));
    schedule = null;
    shell = null;
  }

  /** What is left is sent first, for ten seconds at most, and how much it is stands there. */
  private void closeAsked(WindowEvent event) {
    var open = shell;
    var running = schedule;
    if (open == null || running == null || isClosing) {
      return; // nobody is signed in, or somebody will not wait
    }
    event.consume();
    isClosing = true;
    stage.titleProperty().unbind();
    stand(Fxml.load(FxmlFile.CLOSING, words, new ClosingController(open.status(), stage::hide)));
    tasks.run(running::finish, left -> stage.hide(), trouble -> stage.hide());
  }

  /** Comes to the front, wherever it is. */
  public void raise() {
    stage.setIconified(false);
    stage.show();
    stage.toFront();
    stage.requestFocus();
  }

  /** Ends what runs and gives the store back; blocks, so not on JavaFX's thread. */
  public void close() {
    var running = schedule;
    if (running != null) {
      running.close();
    }
    var open = workplace;
    if (open != null) {
      open.close();
    }
  }

  /** Returns whether everything that screens asked for has come; on any thread. */
  public boolean isQuiet() {
    return tasks.isQuiet();
  }

  public Stage stage() {
    return stage;
  }

  public Looks looks() {
    return looks;
  }

  /** Returns the opened store, once there is one. */
  public Optional<Workplace> workplace() {
    return Optional.ofNullable(workplace);
  }

  /** Returns the shell, once somebody is signed in. */
  public Optional<ConsoleShell> shell() {
    return Optional.ofNullable(shell);
  }
}
