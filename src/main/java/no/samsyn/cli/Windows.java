package no.samsyn.cli;

import java.util.function.Consumer;
import no.samsyn.console.Workplaces.Where;

/** Opens the console. What draws it is loaded then, and for no other command. */
public interface Windows {
  /** Shows the console until it is closed, and returns the exit code. */
  int console(Where where);

  /** Returns whether there is a screen to show anything on. */
  boolean hasDisplay();

  /** Shows the console with a practice server of its own, until it is closed. */
  int practise();

  /**
   * Shows every screen of the practice console to nobody, says what is on it, and writes pictures.
   * Returns whether all of it was as it should be.
   */
  boolean tour(Consumer<String> line);
}
