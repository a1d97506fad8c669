package no.samsyn.ui.shell;

import javafx.animation.PauseTransition;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.util.Duration;
import no.samsyn.ui.common.I18n;
import org.jspecify.annotations.Nullable;

/**
 * Where notices stand: for how long, and how somebody who does not see them hears them. The whole
 * sentence, with what it offers, is the name of one place, whose change is told to the screen
 * reader; a key goes there, or says the last one again, and leads back. A notice that has the focus
 * does not go by itself.
 */
final class NoticePlace {
  private static final Duration NOTICE = Duration.seconds(6); // two lines are read in four
  private static final Duration OFFER =
      Duration.seconds(20); // what can be taken back stands longer

  private final HBox notice;
  private final ShellViewModel model;
  private final I18n words;
  private final PauseTransition ends = new PauseTransition(NOTICE);
  private @Nullable Node from;

  NoticePlace(HBox notice, ShellViewModel model, I18n words) {
    this.notice = notice;
    this.model = model;
    this.words = words;
    ends.setOnFinished(event -> model.dismissNotice());
    model.noticeProperty().addListener((property, before, after) -> changed());
    model.noticeActionProperty().addListener((property, before, after) -> changed());
    notice.focusWithinProperty().addListener((property, before, after) -> begin());
  }

  private void changed() {
    if (model.noticeProperty().get().isEmpty()) {
      goBack();
    } else {
      notice.setAccessibleText(spoken());
      notice.notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
    }
    begin();
  }

  private String spoken() {
    var text = model.noticeProperty().get();
    var action = model.noticeActionProperty().get();
    return action.isEmpty()
        ? text
        : text + " " + words.text("key.control") + " + Z: " + action + ".";
  }

  /** From now on it stands for a while; or until somebody has heard it, or takes it away. */
  private void begin() {
    ends.stop();
    var stays = model.noticeStaysProperty().get() || notice.isFocusWithin();
    if (!stays && !model.noticeProperty().get().isEmpty()) {
      ends.setDuration(model.noticeActionProperty().get().isEmpty() ? NOTICE : OFFER);
      ends.playFromStart();
    }
  }

  /** Goes to the notice; where none is shown any more, the last one is said again. */
  void go() {
    var scene = notice.getScene();
    if (scene == null || !model.sayAgain() || notice.isFocusWithin()) {
      return;
    }
    from = scene.getFocusOwner();
    notice.requestFocus();
  }

  boolean hasFocus() {
    return notice.isFocusWithin();
  }

  /** Goes back to where one was. */
  void goBack() {
    var before = from;
    from = null;
    if (before != null && before.getScene() == notice.getScene() && notice.isFocusWithin()) {
      before.requestFocus();
    }
  }
}
