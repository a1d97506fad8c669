package no.samsyn.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditCsvTest {
  private static final AuditCsv.About ABOUT =
      new AuditCsv.About(AuditFilter.ALL, ZoneId.of("Europe/Oslo"), "samsyn 0.1.0");

  private static String row(String... cells) {
    return new String(AuditCsv.row(List.of(cells)), StandardCharsets.UTF_8);
  }

  private static AuditCsv.Source source(byte[] bundle) {
    return sink -> new BundleVerifier(Pins.NONE).verify(new ByteArrayInputStream(bundle), sink);
  }

  @Test
  void noCellCanBeTakenForAFormula() {
    for (var start : List.of("=", "+", "-", "@", "\t", "\r", "\0")) {
      assertThat(row(start + "1+1").replace("\"", "")).startsWith("'" + start);
    }
    assertThat(row("a=b", "1-1", "")).isEqualTo("a=b;1-1;\r\n");
  }

  @Test
  void whatWouldBreakACellIsQuoted() {
    assertThat(row("a;b", "say \"hi\"", "two\r\nlines", "æøå"))
        .isEqualTo("\"a;b\";\"say \"\"hi\"\"\";\"two\r\nlines\";æøå\r\n");
    assertThat(row("=\"x\"")).isEqualTo("\"'=\"\"x\"\"\"\r\n");
  }

  @Test
  void theFirstRowSaysWhatTheFileIsAndItsHashHolds() throws IOException {
    var trail = TestTrail.of(10);
    var out = new ByteArrayOutputStream();
    var rows = AuditCsv.write(out, ABOUT, source(trail.export(Profile.FULL, AuditFilter.ALL)));
    var bytes = out.toByteArray();
    assertThat(bytes).startsWith(0xEF, 0xBB, 0xBF);
    var text = new String(bytes, 3, bytes.length - 3, StandardCharsets.UTF_8);
    var first = text.substring(0, text.indexOf("\r\n"));
    var below = text.substring(first.length() + 2).getBytes(StandardCharsets.UTF_8);
    assertThat(first)
        .isEqualTo(
            "Samsyn audit;filter;everything;time zone;Europe/Oslo;version;samsyn 0.1.0;rows;"
                + rows
                + ";SHA-256 of all below;"
                + Bytes32.hex(Digests.sha256().digest(below)));
    assertThat(text.split("\r\n")).hasSize((int) rows + 2);
    assertThat(text)
        .contains("5;2026-11-20 09:05:00;2026-11-20T08:05:00.000Z;saved;expense;key-5;mentor-5;;")
        .contains(";distance;null;12,5\r\n")
        .contains(";minutes;5;6\r\n");
  }

  @Test
  void whatWasErasedIsSaidAndAControlShowsPseudonyms() throws IOException {
    var trail = TestTrail.of(10);
    var sealed = trail.entries.get(2);
    trail.entries.set(
        2, new SealedEntry(sealed.entry(), TestTrail.without(sealed.open(), "after.note")));
    var full = new ByteArrayOutputStream();
    AuditCsv.write(full, ABOUT, source(trail.export(Profile.FULL, AuditFilter.ALL)));
    assertThat(full.toString(StandardCharsets.UTF_8)).contains(";note;;(erased)\r\n");
    var control = new ByteArrayOutputStream();
    AuditCsv.write(control, ABOUT, source(trail.export(Profile.CONTROL, AuditFilter.ALL)));
    assertThat(control.toString(StandardCharsets.UTF_8))
        .contains(";person-", ";record-", ";note;;\r\n")
        .doesNotContain("mentor-", "Ærlig", "(erased)");
  }

  @Test
  void aTrailThatChangesMeanwhileIsNotExported() {
    var round = new int[1];
    AuditCsv.Source changing =
        sink ->
            source(TestTrail.of(10 * ++round[0]).export(Profile.FULL, AuditFilter.ALL)).each(sink);
    assertThatThrownBy(() -> AuditCsv.write(new ByteArrayOutputStream(), ABOUT, changing))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("changed");
  }
}
