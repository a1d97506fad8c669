package no.samsyn.ui.review;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import no.samsyn.ui.common.I18n;

/** What would come of the case, in one glance: what changes, what nobody has decided yet. */
final class PreviewStrip {
  private static final int TEXT_MAX = 60; // a note is read above

  private final CaseViewModel model;
  private final CaseViewModel.Shown shown;
  private final I18n words;

  PreviewStrip(CaseViewModel model, CaseViewModel.Shown shown, I18n words) {
    this.model = model;
    this.shown = shown;
    this.words = words;
  }

  List<Node> nodes() {
    if (!shown.shape().isByField()) {
      return List.of(sentence());
    }
    var nodes = new ArrayList<Node>();
    for (var each : model.preview()) {
      if (each.isChanged()) {
        nodes.add(node(each));
      }
    }
    if (nodes.isEmpty()) {
      nodes.add(new Label(words.text("review.preview.same")));
    }
    return nodes;
  }

  private Label sentence() {
    var text =
        model
            .whole()
            .map(pick -> shown.words().wholeResult(pick))
            .orElseGet(() -> words.text(shown.isOpen() ? "review.undecided" : "review.done"));
    var label = new Label(text);
    label.setWrapText(true);
    return label;
  }

  private static HBox node(CaseViewModel.Preview each) {
    var name = new Label(each.label());
    name.getStyleClass().add("sam-preview-name");
    name.setMinWidth(HBox.USE_PREF_SIZE);
    var text = new Label(cut(each.text()));
    text.getStyleClass().add("sam-preview-text");
    var node = new HBox(name, text);
    node.getStyleClass().add("sam-preview-item");
    if (!each.isDecided()) {
      node.getStyleClass().add("sam-preview-open");
    }
    return node;
  }

  private static String cut(String text) {
    var line = text.replaceAll("\\s+", " ");
    return line.length() <= TEXT_MAX ? line : line.substring(0, TEXT_MAX - 1).strip() + "…";
  }
}
