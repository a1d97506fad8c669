package no.samsyn.console;

import java.util.Optional;

/**
 * What a person likes on this computer: language, theme, text size, columns. Never a value of a
 * record. Thread-safe; losing them loses nothing that matters.
 */
public interface Preferences {
  Optional<String> get(String name);

  /** Keeps {@code value} under {@code name}; the empty text forgets it. */
  void set(String name, String value);
}
