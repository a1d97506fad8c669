package no.samsyn.ui;

import java.util.Set;
import javafx.scene.Parent;
import javafx.scene.input.KeyEvent;
import no.samsyn.ui.shell.ShellViewModel;

/** A screen that was built: what the shell does with all of them. */
interface OpenScreen {
  Parent root();

  /** It comes into sight, perhaps with something to show. */
  void show(ShellViewModel.Wish wish);

  /** Something was committed while it is in sight. */
  void refresh(Set<String> touched);

  /** Somebody presses a key or the mouse; before anybody knows what it means. */
  default void touched() {}

  /** Returns whether the key meant something here. */
  default boolean key(KeyEvent event) {
    return false;
  }

  /** Begins a new record, where there are records. */
  default void addNew() {}
}
