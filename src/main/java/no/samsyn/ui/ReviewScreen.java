package no.samsyn.ui;

import java.util.Set;
import javafx.scene.Parent;
import javafx.scene.input.KeyEvent;
import no.samsyn.ui.review.ReviewController;
import no.samsyn.ui.review.ReviewViewModel;
import no.samsyn.ui.shell.ShellViewModel;

/** The queue of reviews with the case that is looked at. */
record ReviewScreen(Parent root, ReviewViewModel model, ReviewController controller)
    implements OpenScreen {
  @Override
  public void show(ShellViewModel.Wish wish) {
    controller.arrive();
    model.show(wish.key());
  }

  @Override
  public void refresh(Set<String> touched) {
    model.refresh(touched);
  }

  @Override
  public void touched() {
    controller.touched();
  }

  @Override
  public boolean key(KeyEvent event) {
    return controller.key(event);
  }
}
