package no.samsyn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds docs/faults.md to what there is: every fault once, and no test that does not exist. */
class FaultsTest {
  private static final Path TABLE = Path.of("docs/faults.md");
  private static final Path TESTS = Path.of("src/test/java");
  private static final Pattern ROW = Pattern.compile("\\| ([A-Z]\\d+) \\| ([^|]+) \\| ([^|]+) \\|");
  private static final Pattern CLASS = Pattern.compile("`([A-Za-z]+)`");

  /** How many faults of each kind the catalogue has. */
  private static final Map<String, Integer> CATALOGUE =
      new TreeMap<>(
          Map.of(
              "N", 20, "V", 20, "D", 14, "K", 16, "C", 6, "A", 10, "X", 12, "T", 6, "O", 4, "M",
              14));

  private record Row(String id, String tests) {}

  @Test
  void everyFaultOfTheCatalogueHasItsRow() throws IOException {
    var expected = new ArrayList<String>();
    CATALOGUE.forEach(
        (kind, count) -> {
          for (var number = 1; number <= count; number++) {
            expected.add(kind + number);
          }
        });
    assertThat(expected).hasSize(122);
    assertThat(rows()).extracting(Row::id).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void everyRowNamesTestsThatExistOrSaysWhyThereIsNone() throws IOException {
    var there = testClasses();
    for (var row : rows()) {
      var names = CLASS.matcher(row.tests()).results().map(found -> found.group(1)).toList();
      if (names.isEmpty()) {
        assertThat(row.tests()).as(row.id()).startsWith("none: ").hasSizeGreaterThan(20);
      } else {
        assertThat(there).as(row.id()).containsAll(names);
      }
    }
  }

  private static List<Row> rows() throws IOException {
    var rows = new ArrayList<Row>();
    for (var line : Files.readAllLines(TABLE)) {
      var row = ROW.matcher(line);
      if (row.matches()) {
        rows.add(new Row(row.group(1), row.group(3)));
      }
    }
    return rows;
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
