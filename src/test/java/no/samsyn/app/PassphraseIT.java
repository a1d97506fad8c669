package no.samsyn.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import no.samsyn.console.Workplaces.Where;
import no.samsyn.desktop.KeyRing;
import no.samsyn.net.HttpClients;
import no.samsyn.ui.common.Picture;
import no.samsyn.ui.common.Theme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A console on a computer that has no key store, by keyboard. No server is needed for that. */
class PassphraseIT {
  private static final String CHOSEN = "bringebaersylte";

  private final SystemTime time = new SystemTime();
  private final LocalWorkplaces workplaces =
      new LocalWorkplaces(
          new LocalWorkplaces.Place("", KeyRing.none(), Map.of(), HttpClients::usual),
          time,
          new SystemChance(),
          new StopSignal());

  @TempDir Path folder;

  @Test
  void theFirstStartAsksTwiceALaterOneOnceAndAWrongOneTouchesNothing() throws IOException {
    Fx.start();
    var where = new Where(folder.resolve("kari"), "https://127.0.0.1:1", "", "");
    try (var first = new OpenConsole(workplaces, where, time, "test")) {
      var scene = opened(first);
      assertThat(Typing.until(() -> isFocused(scene, "passphrase"))).isTrue();
      picture(first, "unlock-first");
      var kari = new Typing(scene);
      kari.type(CHOSEN);
      kari.press(KeyCode.TAB);
      kari.type("noeannet");
      kari.press(KeyCode.ENTER);
      assertThat(Typing.until(() -> isSaid(scene, "ikke like"))).isTrue();
      kari.press(KeyCode.CONTROL, KeyCode.A);
      kari.type(CHOSEN);
      kari.press(KeyCode.ENTER);
      assertThat(Typing.until(() -> scene.lookup("#server") != null)).as("signing in").isTrue();
      assertThat(folder.resolve("kari/store.key")).doesNotExist();
    }
    workplaces.with(CHOSEN).openOrCreate(where).close(); // as signing in does
    laterStart(where);
  }

  private void laterStart(Where where) throws IOException {
    var store = storeOf(where);
    var before = Files.readAllBytes(store);
    try (var later = new OpenConsole(workplaces, where, time, "test")) {
      var scene = opened(later);
      assertThat(Typing.until(() -> isFocused(scene, "passphrase"))).isTrue();
      picture(later, "unlock-again");
      var kari = new Typing(scene);
      kari.type("blaabaersylte");
      kari.press(KeyCode.ENTER);
      assertThat(Typing.until(() -> isSaid(scene, "Det er ikke passfrasen"))).isTrue();
      assertThat(Files.readAllBytes(store)).isEqualTo(before);
      kari.press(KeyCode.CONTROL, KeyCode.A);
      kari.type(CHOSEN);
      kari.press(KeyCode.ENTER);
      assertThat(Typing.until(() -> scene.lookup("#server") != null)).as("signing in").isTrue();
    }
    assertThat(folder.resolve("kari/store.key")).doesNotExist();
    try (var files = Files.list(where.data())) {
      assertThat(files.filter(PassphraseIT::isStore)).hasSize(1);
    }
  }

  private static Path storeOf(Where where) throws IOException {
    try (var files = Files.list(where.data())) {
      return files.filter(PassphraseIT::isStore).findFirst().orElseThrow();
    }
  }

  private static boolean isStore(Path file) {
    return file.getFileName().toString().endsWith(".mv.db");
  }

  private static Scene opened(OpenConsole console) {
    console.open();
    return Fx.call(
        () -> {
          console.window().stage().toFront();
          console.window().stage().requestFocus();
          return console.window().stage().getScene();
        });
  }

  private static void picture(OpenConsole console, String name) throws IOException {
    for (var theme : Arrays.asList(Theme.DARK, Theme.LIGHT)) {
      Fx.call(
          () -> {
            console.window().looks().themeProperty().set(theme);
            return true;
          });
      Typing.pause();
      Fx.call(() -> Picture.of(console.window().stage().getScene()))
          .write(Path.of("target", "tour", name + "-" + theme.code() + ".png"));
    }
  }

  private static boolean isFocused(Scene scene, String id) {
    return scene.getFocusOwner() != null && id.equals(scene.getFocusOwner().getId());
  }

  private static boolean isSaid(Scene scene, String words) {
    return scene.lookup(".sam-problem") instanceof Label label && label.getText().contains(words);
  }
}
