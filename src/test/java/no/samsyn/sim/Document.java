package no.samsyn.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What docs/simulation.md says of checks and faults, written from the code by {@link #main}. */
final class Document {
  private static final Path FILE = Path.of("docs/simulation.md");
  private static final String BEGIN = "<!-- written by the code: begin -->\n";
  private static final String END = "<!-- written by the code: end -->\n";

  private Document() {}

  static String text() {
    try {
      return Files.readString(FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the tables as they must stand in the document. */
  static String tables() {
    var text = new StringBuilder("| check | invariants | what must hold |\n| --- | --- | --- |\n");
    for (var check : Check.values()) {
      text.append("| `" + check + "` | " + check.invariants() + " | " + check.sentence() + " |\n");
    }
    text.append("\n| fault | catalogue | at most, of 1,000 occasions |\n| --- | --- | --- |\n");
    for (var fault : Fault.values()) {
      text.append("| `" + fault + "` | " + fault.ids() + " | " + fault.permilleMax() + " |\n");
    }
    text.append("\n| planted bug | seeds to find it |\n| --- | --- |\n");
    Planted.recorded().forEach((name, seeds) -> text.append("| " + name + " | " + seeds + " |\n"));
    return text.toString();
  }

  /** Returns the document with the tables that the code has now. */
  static String renewed() {
    var text = text();
    var begin = text.indexOf(BEGIN) + BEGIN.length();
    return text.substring(0, begin) + tables() + text.substring(text.indexOf(END));
  }

  /** Writes the tables into the document. */
  public static void main(String[] arguments) throws IOException {
    Files.writeString(FILE, renewed());
  }
}
