package no.samsyn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Holds the table of docs/reliability.md to what there is: every invariant once, no test that does
 * not exist, and beside each invariant the simulator's checks that stand for it.
 */
class InvariantsTest {
  private static final Path TABLE = Path.of("docs/reliability.md");
  private static final Path CHECKS = Path.of("docs/simulation.md"); // written from the code
  private static final Pattern CHECK = Pattern.compile("\\| `([A-Z_]+)` \\| ([I0-9, ]+) \\| .*");
  private static final int INVARIANTS = 46;

  @Test
  void everyInvariantHasItsRow() throws IOException {
    assertThat(TestTable.rows(TABLE))
        .extracting(TestTable.Row::id)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, INVARIANTS).mapToObj(number -> "I" + number).toList());
  }

  @Test
  void everyRowNamesTestsThatExistOrSaysWhyThereIsNone() throws IOException {
    TestTable.requireTests(TestTable.rows(TABLE));
  }

  @Test
  void everyCheckOfTheSimulatorStandsBesideItsInvariants() throws IOException {
    var rows = TestTable.rows(TABLE);
    var checks = 0;
    for (var line : Files.readAllLines(CHECKS)) {
      var check = CHECK.matcher(line);
      if (check.matches()) {
        checks++;
        for (var id : check.group(2).split(", ", -1)) {
          var row = rows.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
          assertThat(row.whole()).contains(check.group(1)).contains("`SimulationTest`");
        }
      }
    }
    assertThat(checks).isGreaterThan(20);
  }
}
