package no.samsyn.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import no.samsyn.ui.TestDesk;
import no.samsyn.ui.common.Looks;
import no.samsyn.ui.common.OutOfSight;
import no.samsyn.ui.common.Theme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stands in the window while everything is dressed anew. */
class ThemeChangeIT {
  private TextField field;
  private HBox screen;
  private StackPane place;
  private Looks looks;
  private Stage stage;

  @BeforeEach
  void aWindow() {
    Fx.start();
    Fx.call(
        () -> {
          field = new TextField();
          screen = new HBox(field);
          place = new StackPane(screen);
          var scene = new Scene(new VBox(place));
          looks = new Looks(new TestDesk());
          looks.dress(scene);
          looks.stage(place);
          stage = new Stage();
          stage.setScene(scene);
          stage.show();
          field.requestFocus();
          return true;
        });
  }

  @AfterEach
  void theWindowIsClosed() {
    Fx.call(
        () -> {
          stage.hide();
          return true;
        });
  }

  @Test
  void theScreenComesAfterTheFrameAndTheKeyboardStaysWhereItWas() {
    var between = Fx.call(() -> change(() -> List.copyOf(place.getChildren())));
    assertThat(between).isEmpty();
    assertThat(Typing.until(() -> place.getChildren().equals(List.of(screen)))).isTrue();
    assertThat(Fx.call(() -> stage.getScene().getFocusOwner())).isEqualTo(field);
  }

  @Test
  void whoPressesAKeyMeanwhileFindsTheScreen() {
    Fx.call(
        () ->
            change(
                () -> {
                  looks.finish();
                  assertThat(place.getChildren()).containsExactly(screen);
                  return true;
                }));
    assertThat(Fx.call(() -> stage.getScene().getFocusOwner())).isEqualTo(field);
  }

  @Test
  void anotherScreenThatCameMeanwhileStays() {
    var other = new Label("another");
    Fx.call(
        () -> {
          change(() -> place.getChildren().add(other));
          return change(() -> true); // and once more, before the first is over
        });
    assertThat(Typing.until(() -> place.getChildren().equals(List.of(other)))).isTrue();
  }

  @Test
  void twoChangesInOneFrameLoseNothing() {
    Fx.call(
        () -> {
          looks.themeProperty().set(Theme.DARK);
          looks.themeProperty().set(Theme.HIGH_CONTRAST);
          return true;
        });
    assertThat(Typing.until(() -> place.getChildren().equals(List.of(screen)))).isTrue();
  }

  @Test
  void whatIsHiddenStandsInItsPlaceOnlyWhileItIsVisible() {
    var row = new HBox(new Label("before"), new Label("hidden"), new Label("after"));
    var hidden = row.getChildren().get(1);
    hidden.setVisible(false);
    OutOfSight.keepOut(hidden);
    assertThat(row.getChildren()).hasSize(2).doesNotContain(hidden);
    hidden.setVisible(true);
    assertThat(row.getChildren().get(1)).isEqualTo(hidden);
    hidden.setVisible(false);
    assertThat(row.getChildren()).doesNotContain(hidden);
  }

  private <T> T change(Callable<T> meanwhile) throws Exception {
    var isDark = looks.themeProperty().get() == Theme.DARK;
    looks.themeProperty().set(isDark ? Theme.LIGHT : Theme.DARK);
    return meanwhile.call();
  }
}
