package no.samsyn.ui.common;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What is asked of a person before something is done. Tests answer for the person. */
public interface Dialogs {
  /** Asks before something that is hard to take back; {@code action} names what yes does. */
  boolean confirm(String title, String text, String action);

  /** Asks for one line of text, for example a reason; empty where the person would rather not. */
  Optional<String> ask(String title, String text, String action);

  /** Asks for one of {@code options}, which read as they are shown; empty for rather not. */
  <T> Optional<T> choose(String title, String text, String action, List<T> options);

  /** Asks where to write a file. */
  Optional<Path> saveFile(String title, String suggestedName);
}
