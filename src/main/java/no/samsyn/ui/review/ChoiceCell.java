package no.samsyn.ui.review;

import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import no.samsyn.model.TextDiff.Piece;
import org.kordamp.ikonli.javafx.FontIcon;

/** One version's value of one field, to be chosen by the mouse; the line has the keys. */
final class ChoiceCell extends HBox {
  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
  private static final String ON = "mdmz-radio_button_checked";
  private static final String OFF = "mdmz-radio_button_unchecked";

  private final FontIcon mark = new FontIcon(OFF);
  private final Runs runs = new Runs();
  private final Label step = new Label();
  private boolean isOffered;
  private boolean isChosen;

  ChoiceCell(String sideStyle) {
    getStyleClass().addAll("sam-choice", sideStyle);
    mark.getStyleClass().add("sam-choice-mark");
    step.getStyleClass().add("sam-choice-step");
    step.setWrapText(true);
    var text = new VBox(runs, step);
    text.getStyleClass().add("sam-choice-text");
    HBox.setHgrow(text, Priority.ALWAYS);
    getChildren().addAll(mark, text);
    setAccessibleRole(AccessibleRole.RADIO_BUTTON);
    setMaxWidth(Double.MAX_VALUE);
  }

  void show(List<Piece> pieces, String stepText, boolean isEmpty) {
    runs.show(pieces);
    step.setText(stepText);
    step.setVisible(!stepText.isEmpty());
    step.setManaged(!stepText.isEmpty());
    getStyleClass().remove("sam-choice-empty");
    if (isEmpty) {
      getStyleClass().add("sam-choice-empty");
    }
  }

  /** A screen reader that goes through the cells hears whose value it is and whether it counts. */
  @Override
  public Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
    return attribute == AccessibleAttribute.SELECTED
        ? isChosen
        : super.queryAccessibleAttribute(attribute, parameters);
  }

  /**
   * What cannot be chosen has no mark, and the text stays where it is; what is chosen as a whole
   * has its mark above.
   */
  void offer(boolean choosable, boolean marked, Runnable chosen) {
    isOffered = choosable && marked;
    mark.setVisible(isOffered);
    mark.setManaged(marked);
    getStyleClass().remove("sam-choice-open");
    setOnMouseClicked(choosable ? event -> chosen.run() : null);
    if (choosable) {
      getStyleClass().add("sam-choice-open");
    }
  }

  void setChosen(boolean chosen) {
    isChosen = chosen;
    notifyAccessibleAttributeChanged(AccessibleAttribute.SELECTED);
    pseudoClassStateChanged(CHOSEN, chosen);
    mark.setIconLiteral(chosen ? ON : OFF);
    mark.setVisible(isOffered || chosen); // of a decided case what it became
  }
}
