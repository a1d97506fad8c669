package no.samsyn.cli;

import java.io.IOException;
import no.samsyn.console.Trouble;

/** Gets a password without it ever standing on a command line, where others could read it. */
final class Passwords {
  private Passwords() {}

  static String read(Terminal terminal, boolean fromStdin, String question) {
    if (fromStdin) {
      return fromStdin(terminal);
    }
    var variable = terminal.variable("SAMSYN_PASSWORD");
    if (!variable.isEmpty()) {
      return variable;
    }
    return terminal
        .prompt()
        .ask(question)
        .filter(typed -> !typed.isEmpty())
        .orElseThrow(
            () ->
                Trouble.wrongUse(
                    "no-password",
                    "There is no password: use --password-stdin, or set SAMSYN_PASSWORD."));
  }

  private static String fromStdin(Terminal terminal) {
    try {
      var line = terminal.firstLine();
      if (line.isEmpty()) {
        throw Trouble.wrongUse("no-password", "There is no password on the standard input.");
      }
      return line;
    } catch (IOException e) {
      throw Trouble.failed("no-password", "The password could not be read from standard input.");
    }
  }
}
