package no.samsyn.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;

/**
 * Where words come from and go to.
 *
 * @param in text in UTF-8
 * @param width how many characters a line may have; 0 where lines may be as long as they are
 */
public record Terminal(
    PrintStream out,
    PrintStream err,
    BufferedReader in,
    Map<String, String> environment,
    Prompt prompt,
    int width) {

  /** Asks without showing what is typed. */
  @FunctionalInterface
  public interface Prompt {
    /** Returns what was typed, or nothing where there is nobody to ask. */
    Optional<String> ask(String question);
  }

  public Terminal {
    environment = Map.copyOf(environment);
  }

  String variable(String name) {
    return environment.getOrDefault(name, "");
  }

  String firstLine() throws IOException {
    var line = in.readLine();
    return line == null ? "" : line;
  }
}
