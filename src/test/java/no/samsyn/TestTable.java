package no.samsyn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A table in a document whose rows say which tests stand for what. */
final class TestTable {
  private static final Path TESTS = Path.of("src/test/java");
  private static final Pattern CLASS = Pattern.compile("`([A-Za-z0-9]+)`");

  private TestTable() {}

  /**
   * One row.
   *
   * @param tests the last cell: names of classes, or why there is none
   */
  record Row(String id, String whole, String tests) {}

  /** Reads the rows of {@code document} that begin with an id: letters and a number. */
  static List<Row> rows(Path document) throws IOException {
    var rows = new ArrayList<Row>();
    for (var line : Files.readAllLines(document)) {
      var cells = line.split("\\|", -1);
      if (cells.length > 4 && cells[1].trim().matches("[A-Z]\\d+")) {
        rows.add(new Row(cells[1].trim(), line, cells[cells.length - 2].trim()));
      }
    }
    return rows;
  }

  /** Each row names classes of tests that exist, or says at length why it names none. */
  static void requireTests(List<Row> rows) throws IOException {
    var there = testClasses();
    for (var row : rows) {
      var names = CLASS.matcher(row.tests).results().map(found -> found.group(1)).toList();
      if (names.isEmpty()) {
        assertThat(row.tests).as(row.id).startsWith("none: ").hasSizeGreaterThan(20);
      } else {
        assertThat(there).as(row.id).containsAll(names);
      }
    }
  }

  private static List<String> testClasses() throws IOException {
    try (var files = Files.walk(TESTS)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .map(name -> name.substring(0, name.length() - ".java".length()))
          .toList();
    }
  }
}
