package no.samsyn.ui;

import java.util.Set;
import javafx.scene.Parent;
import no.samsyn.ui.shell.ShellViewModel;

/** A screen that only has to be read anew. */
record PlainScreen(Parent root, Runnable reading) implements OpenScreen {
  @Override
  public void show(ShellViewModel.Wish wish) {
    reading.run();
  }

  @Override
  public void refresh(Set<String> touched) {
    reading.run();
  }
}
