package no.samsyn.ui.review;

import java.util.List;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import no.samsyn.model.TextDiff.Piece;

/** A text whose words show what became of them: by weight and line as well as by colour. */
final class Runs extends TextFlow {
  Runs() {
    getStyleClass().add("sam-runs");
    setFocusTraversable(false);
  }

  void show(List<Piece> pieces) {
    getChildren().setAll(pieces.stream().map(Runs::text).toList());
  }

  private static Text text(Piece piece) {
    var text = new Text(piece.text());
    text.getStyleClass()
        .add(
            switch (piece.kind()) {
              case KEPT -> "sam-run-kept";
              case ADDED -> "sam-run-added";
              case REMOVED -> "sam-run-removed";
            });
    return text;
  }
}
