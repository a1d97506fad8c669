package no.samsyn.cli;

import java.util.List;
import java.util.function.Supplier;

/**
 * What a command has to say: an exit code, one JSON document for programs, and lines for people, of
 * which only one is printed.
 */
record Answer(int code, Document json, Supplier<List<String>> lines) {
  static Answer done(Document json, String... lines) {
    return new Answer(ExitCode.DONE, json, () -> List.of(lines));
  }

  static Answer of(int code, Document json, List<String> lines) {
    return new Answer(code, json, () -> lines);
  }
}
