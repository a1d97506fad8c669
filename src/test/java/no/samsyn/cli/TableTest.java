package no.samsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void columnsAreAlignedAndEndWithoutBlanks() {
    var table = new Table(List.of("key", "place"));
    table.add(List.of("1", "Å"));
    table.add(List.of("12345", "Tromsø"));
    assertThat(table.lines(0)).containsExactly("key    place", "1      Å", "12345  Tromsø");
  }

  @Test
  void noLineIsWiderThanAskedAndTheKeyStaysWhole() {
    var table = new Table(List.of("key", "note", "place"));
    table.add(List.of("01a1e459-fa05-7db7-b8d9-2c3a34fe8351", "x".repeat(60), "y".repeat(60)));
    assertThat(table.lines(72)).allMatch(line -> line.length() <= 72);
    assertThat(table.lines(72).get(1)).startsWith("01a1e459-fa05-7db7-b8d9-2c3a34fe8351  xx");
  }

  @Test
  void whatIsWrittenInARecordCannotSteerTheTerminal() {
    var table = new Table(List.of("note"));
    table.add(List.of("a\u001b[2Jb\r\nc"));
    assertThat(table.lines(0)).containsExactly("note", "a [2Jb c");
  }
}
