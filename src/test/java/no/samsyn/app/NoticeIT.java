package no.samsyn.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.stage.Stage;
import no.samsyn.ui.TestDesk;
import no.samsyn.ui.common.Fxml;
import no.samsyn.ui.common.FxmlFile;
import no.samsyn.ui.common.I18n;
import no.samsyn.ui.common.Language;
import no.samsyn.ui.shell.PaletteController;
import no.samsyn.ui.shell.PaletteViewModel;
import no.samsyn.ui.shell.ShellController;
import no.samsyn.ui.shell.ShellViewModel;
import no.samsyn.ui.shell.ShortcutsController;
import no.samsyn.ui.shell.StatusViewModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said in passing, for somebody who does not see it: in the frame, without a server. */
class NoticeIT {
  private final ShellViewModel model = new ShellViewModel();
  private final List<String> taken = new ArrayList<>();
  private Stage stage;
  private ShellController frame;

  @BeforeEach
  void theFrame() {
    Fx.start();
    stage = Fx.call(this::shown);
    Fx.call(() -> focus("syncNow"));
  }

  @AfterEach
  void everythingIsGivenBack() {
    onScreen(stage::hide);
  }

  private Stage shown() {
    var desk = new TestDesk();
    var words = new I18n(Language.BOKMAAL, desk.device.time, ZoneId.of("Europe/Oslo"));
    frame =
        new ShellController(
            model,
            new StatusViewModel(desk.session()),
            words,
            Bindings.createBooleanBinding(() -> false));
    var root =
        Fxml.load(
            FxmlFile.SHELL,
            words,
            frame,
            new PaletteController(new PaletteViewModel(), model.paletteOpenProperty()),
            new ShortcutsController(model.shortcutsOpenProperty(), words));
    var made = new Stage();
    made.setScene(new Scene(root, 1_200, 800));
    made.show();
    return made;
  }

  private Node find(String id) {
    return stage.getScene().lookup("#" + id);
  }

  private boolean focus(String id) {
    find(id).requestFocus();
    return true;
  }

  private static void onScreen(Runnable work) {
    Fx.call(
        () -> {
          work.run();
          return true;
        });
  }

  private static <T> T seen(Supplier<T> what) {
    return Fx.call(what::get);
  }

  private String focused() {
    return seen(() -> stage.getScene().getFocusOwner().getId());
  }

  private String heard() {
    return seen(() -> (String) find("notice").queryAccessibleAttribute(AccessibleAttribute.TEXT));
  }

  @Test
  void theWholeSentenceIsOneThingToHearWithWhatItOffers() {
    onScreen(() -> model.tell("To ble sendt.", "Vis", () -> taken.add("shown")));
    assertThat(heard()).isEqualTo("To ble sendt. Ctrl + Z: Vis.");
    onScreen(() -> model.say("Lagret."));
    assertThat(heard()).isEqualTo("Lagret.");
  }

  @Test
  void oneGoesToTheNoticeAndBack() {
    onScreen(() -> model.warn("Noe gikk galt."));
    assertThat(focused()).as("what is said takes the focus from nobody").isEqualTo("syncNow");
    onScreen(frame::goToNotice);
    assertThat(focused()).isEqualTo("notice");
    assertThat(seen(frame::isInNotice)).isTrue();
    onScreen(frame::leaveNotice);
    assertThat(focused()).isEqualTo("syncNow");
    assertThat(seen(() -> find("notice").isVisible())).isTrue();
  }

  @Test
  void whoTakesWhatIsOfferedIsWhereTheyWere() {
    onScreen(() -> model.offer("Slettet.", "Angre", () -> taken.add("undone")));
    onScreen(frame::goToNotice);
    onScreen(model::takeNotice);
    assertThat(taken).containsExactly("undone");
    assertThat(seen(() -> find("notice").isVisible())).isFalse();
    assertThat(focused()).isEqualTo("syncNow");
  }

  @Test
  void theLastOneIsSaidAgainWithoutWhatItOffered() {
    onScreen(frame::goToNotice);
    assertThat(focused()).as("nothing was said yet").isEqualTo("syncNow");
    onScreen(() -> model.offer("Slettet.", "Angre", () -> taken.add("undone")));
    onScreen(model::dismissNotice);
    onScreen(frame::goToNotice);
    assertThat(focused()).isEqualTo("notice");
    assertThat(heard()).isEqualTo("Slettet.");
    assertThat(taken).isEmpty();
  }
}
