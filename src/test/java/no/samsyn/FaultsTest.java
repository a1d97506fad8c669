package no.samsyn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Holds docs/faults.md to what there is: every fault once, and no test that does not exist. */
class FaultsTest {
  private static final Path TABLE = Path.of("docs/faults.md");

  /** How many faults of each kind the catalogue has. */
  private static final Map<String, Integer> CATALOGUE =
      new TreeMap<>(
          Map.of(
              "N", 20, "V", 20, "D", 14, "K", 16, "C", 6, "A", 10, "X", 12, "T", 6, "O", 4, "M",
              14));

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
    assertThat(TestTable.rows(TABLE))
        .extracting(TestTable.Row::id)
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void everyRowNamesTestsThatExistOrSaysWhyThereIsNone() throws IOException {
    TestTable.requireTests(TestTable.rows(TABLE));
  }
}
