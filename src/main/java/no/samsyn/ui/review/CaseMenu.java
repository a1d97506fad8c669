package no.samsyn.ui.review;

import java.util.List;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import no.samsyn.console.review.Pick;
import no.samsyn.ui.common.I18n;

/** What else can be done with a case. Filled when it opens: it depends on how the case stands. */
final class CaseMenu {
  private static final List<Integer> DAYS = List.of(1, 3, 7, 30);

  private final ReviewViewModel model;
  private final I18n words;

  CaseMenu(ReviewViewModel model, I18n words) {
    this.model = model;
    this.words = words;
  }

  void fill(MenuButton button) {
    button.getItems().clear();
    var shown = model.shownCase().shownProperty().get();
    if (shown == null) {
      return;
    }
    if (shown.isOpen()) {
      button.getItems().addAll(assigning(), deferring());
    } else {
      for (var pick : shown.shape().columns()) {
        if (pick != Pick.BASE) {
          var text = words.text("review.restore", shown.words().whose(pick));
          button.getItems().add(item(text, () -> model.restore(pick)));
        }
      }
    }
    button.getItems().add(item(words.text("review.comment"), model::comment));
    if (shown.isOpen()) {
      button.getItems().add(new SeparatorMenuItem());
      button.getItems().add(item(words.text("review.withdraw"), model::withdraw));
    }
  }

  private Menu assigning() {
    var menu = new Menu(words.text("review.assign"));
    menu.getItems()
        .addAll(
            item(words.text("review.assign-me"), model.assigning()::toMe),
            item(words.text("review.assign-other"), model.assigning()::toSomebody),
            item(words.text("review.assign-nobody"), model.assigning()::toNobody));
    return menu;
  }

  private Menu deferring() {
    var menu = new Menu(words.text("review.defer"));
    for (var days : DAYS) {
      var until = model.today().plusDays(days);
      var text =
          words.text("review.defer-until", words.count("review.days", days), words.date(until));
      menu.getItems().add(item(text, () -> model.defer(until)));
    }
    menu.getItems().add(item(words.text("review.defer-not"), model::deferNoLonger));
    return menu;
  }

  private static MenuItem item(String text, Runnable action) {
    var item = new MenuItem(text);
    item.setOnAction(event -> action.run());
    return item;
  }
}
