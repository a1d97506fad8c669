package no.samsyn.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import no.samsyn.model.Authorship;
import no.samsyn.model.RecordId;
import no.samsyn.model.Value;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.sync.Account;
import no.samsyn.sync.conflict.ReviewCase;
import no.samsyn.sync.conflict.Side;
import no.samsyn.testkit.TestDevice;
import no.samsyn.ui.TestDesk;
import no.samsyn.ui.common.Fxml;
import no.samsyn.ui.common.FxmlFile;
import no.samsyn.ui.common.Language;
import no.samsyn.ui.common.Looks;
import no.samsyn.ui.review.BulkController;
import no.samsyn.ui.review.CaseController;
import no.samsyn.ui.review.QueueController;
import no.samsyn.ui.review.ReviewController;
import no.samsyn.ui.review.ReviewViewModel;
import no.samsyn.ui.review.SideController;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The review screen on a slow store: an answer arrives when the test says so. Whatever comes late,
 * the keyboard stays where the person is.
 */
class ReviewFocusIT {
  private final TestDesk desk = new TestDesk();
  private final TestDesk.Held tasks = new TestDesk.Held();
  private ReviewViewModel model;
  private ReviewController controller;
  private Stage stage;
  private Scene scene;

  @BeforeEach
  void theScreenWithTwoCases() {
    Fx.start();
    desk.device.signIn(new Account("kari", "Kari K", "coordinator", "", List.of("unit-1")));
    desk.device.time.jumpTo(Instant.parse("2026-11-20T12:00:00Z"));
    contested("1");
    contested("2");
    Fx.call(this::build);
  }

  private void contested(String number) {
    var base = TestDevice.activity(30);
    var mine = base.with("minutes", Value.whole(45));
    var theirs = base.with("minutes", Value.whole(60));
    desk.device.knows(PeerSupport.ACTIVITY, "activity-" + number, 4, theirs);
    var at = Instant.parse("2026-11-1" + number + "T09:00:00Z");
    var sides =
        new ReviewCase.Sides(
            base,
            mine,
            theirs,
            Set.of("minutes"),
            Side.of(new Authorship("ola", "", "phone", at), 3),
            Side.of(new Authorship("kari", TestDevice.OLA, "desk", at), 4));
    var subject =
        new ReviewCase.Subject(
            PeerSupport.ACTIVITY, "activity-" + number, ReviewCase.TWO_VERSIONS, TestDevice.OLA);
    var review = ReviewCase.opened(subject, sides).toFields();
    desk.device.knows(ReviewCase.ENTITY, "review-" + number, 1, review);
  }

  private boolean build() {
    var session = desk.session(Language.BOKMAAL, tasks);
    var looks = new Looks(desk);
    model = new ReviewViewModel(session);
    var queue = new QueueController(model, session.words(), looks.rowHeight());
    var shownCase = new CaseController(model, session.words());
    controller = new ReviewController(model, queue, shownCase, looks.isLarge());
    var side = new SideController(model, session.words());
    var bulk = new BulkController(model, looks.rowHeight());
    scene =
        new Scene(
            Fxml.load(FxmlFile.REVIEW, session.words(), controller, queue, shownCase, side, bulk));
    stage = new Stage();
    stage.setScene(scene);
    stage.show();
    return true;
  }

  @AfterEach
  void theWindowIsClosed() {
    Fx.call(
        () -> {
          stage.hide();
          return true;
        });
  }

  /** The person comes to the screen; what it shows is not read yet. */
  private boolean arrive() {
    controller.arrive();
    model.show("");
    return true;
  }

  /** Lets everything be read that was asked for. */
  private boolean answer() {
    tasks.answer();
    return true;
  }

  private boolean pressControlF() {
    controller.touched();
    return controller.key(
        new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.F, false, true, false, false));
  }

  /** Returns where the focus is, after all that was put off has been done. */
  private String focused() {
    for (var i = 0; i < 3; i++) {
      Fx.call(() -> true);
    }
    return Fx.call(
        () -> {
          Node owner = scene.getFocusOwner();
          return owner == null ? "nowhere" : String.valueOf(owner.getId());
        });
  }

  @Test
  void whoComesToDecideCanBeginAtOnce() {
    Fx.call(this::arrive);
    Fx.call(this::answer);
    assertThat(focused()).isEqualTo("line-minutes");
  }

  @Test
  void eachVersionCanBeHeardAndWhetherItIsChosen() {
    Fx.call(this::arrive);
    Fx.call(this::answer);
    assertThat(versions()).containsExactly("false", "false", "false");
    Fx.call(() -> type(scene.getFocusOwner(), KeyCode.DIGIT2));
    assertThat(versions()).containsExactly("false", "true", "false");
  }

  /** Whether the versions of the first line are chosen; each has a text of its own. */
  private List<String> versions() {
    return Fx.call(
        () ->
            scene.lookup("#line-minutes").lookupAll(".sam-choice").stream()
                .peek(cell -> assertThat(cell.getAccessibleText()).contains(": ", " min"))
                .map(cell -> cell.queryAccessibleAttribute(AccessibleAttribute.SELECTED))
                .map(String::valueOf)
                .toList());
  }

  @Test
  void theFirstCaseComesLateAndLeavesWhoSearchesInPeace() {
    Fx.call(this::arrive);
    Fx.call(this::pressControlF);
    Fx.call(this::answer);
    assertThat(focused()).isEqualTo("search");
  }

  @Test
  void aCaseThatIsReadAnewTakesTheFocusFromNobody() {
    Fx.call(this::arrive);
    Fx.call(this::answer);
    assertThat(focused()).isEqualTo("line-minutes");
    desk.reviews().comment("review-1", "Ring Ola");
    Fx.call(
        () -> {
          model.refresh(Set.of());
          answer();
          return pressControlF(); // before anything that the screen has put off
        });
    assertThat(focused()).isEqualTo("search");
  }

  @Test
  void aCaseThatIsReadAnewKeepsTheFocusWhereItWas() {
    Fx.call(this::arrive);
    Fx.call(this::answer);
    desk.reviews().comment("review-1", "Ring Ola");
    Fx.call(
        () -> {
          model.refresh(Set.of());
          return answer();
        });
    assertThat(focused()).isEqualTo("line-minutes");
  }

  @Test
  void whoWritesAValueGoesOnWritingWhenTheCaseIsReadAnew() {
    Fx.call(this::arrive);
    Fx.call(this::answer);
    Fx.call(() -> type(scene.getFocusOwner(), KeyCode.E));
    assertThat(focused()).isEqualTo("own-minutes");
    Fx.call(
        () -> {
          var field = (TextField) scene.getFocusOwner();
          field.setText("50");
          field.positionCaret(1);
          return true;
        });
    desk.reviews().comment("review-1", "Ring Ola");
    Fx.call(
        () -> {
          model.refresh(Set.of());
          return answer();
        });
    assertThat(focused()).isEqualTo("own-minutes");
    var field = (TextField) scene.getFocusOwner();
    assertThat(field.getText()).isEqualTo("50");
    assertThat(field.getCaretPosition()).isEqualTo(1);
    assertThat(field.getSelectedText()).isEmpty();
    Fx.call(() -> type(field, KeyCode.ESCAPE));
    assertThat(focused()).isEqualTo("line-minutes");
    assertThat(scene.lookup("#own-minutes")).isNull();
  }

  private static boolean type(Node node, KeyCode code) {
    Event.fireEvent(
        node, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
    return true;
  }

  @Test
  void theNextCaseTakesTheFocusThatWasInTheLastOne() {
    Fx.call(this::arrive);
    Fx.call(this::answer);
    Fx.call(() -> model.queue().move(1));
    Fx.call(this::answer);
    assertThat(Fx.call(() -> model.isShowing("review-2"))).isTrue();
    assertThat(focused()).isEqualTo("line-minutes");
  }

  @Test
  void aHeldKeyDecidesOneCase() {
    Fx.call(this::arrive);
    Fx.call(this::answer);
    chooseAndPressControlEnter();
    assertThat(isOpen("review-1")).isFalse();
    assertThat(Fx.call(() -> model.isShowing("review-2"))).isTrue();
    chooseAndPressControlEnter();
    assertThat(isOpen("review-2")).as("while the key is held").isTrue();
    Fx.call(
        () -> {
          Event.fireEvent(scene, controlEnter(KeyEvent.KEY_RELEASED));
          return true;
        });
    chooseAndPressControlEnter();
    assertThat(isOpen("review-2")).isFalse();
  }

  private void chooseAndPressControlEnter() {
    assertThat(focused()).isEqualTo("line-minutes");
    Fx.call(() -> type(scene.getFocusOwner(), KeyCode.DIGIT2));
    Fx.call(() -> controller.key(controlEnter(KeyEvent.KEY_PRESSED)));
    Fx.call(this::answer);
  }

  private static KeyEvent controlEnter(EventType<KeyEvent> type) {
    return new KeyEvent(type, "", "", KeyCode.ENTER, false, true, false, false);
  }

  private boolean isOpen(String review) {
    var row = desk.device.row(new RecordId(ReviewCase.ENTITY, review));
    return ReviewCase.of(row.view()).isOpen();
  }
}
