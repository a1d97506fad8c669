package no.samsyn.audit;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import no.samsyn.model.Value;

/**
 * Writes shown entries for a Norwegian spreadsheet: UTF-8 with byte order mark, semicolons, CRLF,
 * decimal commas, and times as {@code 2026-11-20 09:00:00}. For people; the ZIP is what proves.
 *
 * <p>The first row says what the file is: filter, time zone, version, number of rows below the
 * titles, and the SHA-256 of all bytes after the first row. As that is known only at the end, the
 * entries are read twice and nothing is kept: constant memory. An entry has one row for each field
 * it changed, at least one. No cell can be taken for a formula. Thread-safe.
 */
public final class AuditCsv {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final String FORMULA_STARTS = "=+-@\t\r\0";
  private static final String NEEDS_QUOTES = ";\"\r\n\t\0";
  private static final String ERASED = "(erased)";
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
  private static final List<String> TITLES =
      List.of(
          "index",
          "time",
          "utc",
          "action",
          "entity",
          "record",
          "actor",
          "on behalf of",
          "device",
          "mutation",
          "version",
          "outcome",
          "reason",
          "detail",
          "field",
          "before",
          "after");

  /** What the first row says. */
  public record About(AuditFilter filter, ZoneId zone, String version) {}

  /** Hands out the same entries as often as it is asked. */
  public interface Source {
    void each(BundleVerifier.Sink sink) throws IOException;
  }

  private AuditCsv() {}

  /** Writes the file and returns its number of rows. The stream stays open. */
  public static long write(OutputStream out, About about, Source source) throws IOException {
    var measured = new Rows(new Nowhere(), about.zone());
    measured.writeAll(source);
    var sum = measured.sum();
    var buffered = new BufferedOutputStream(out, 65_536);
    buffered.write(BYTE_ORDER_MARK);
    buffered.write(row(firstRow(about, measured.count, sum)));
    var written = new Rows(buffered, about.zone());
    written.writeAll(source);
    if (written.count != measured.count || !written.sum().equals(sum)) {
      throw new IOException("the trail changed while it was exported; try again");
    }
    buffered.flush();
    return written.count;
  }

  private static List<String> firstRow(About about, long rows, Bytes32 sum) {
    return List.of(
        "Samsyn audit",
        "filter",
        about.filter().text(),
        "time zone",
        about.zone().getId(),
        "version",
        about.version(),
        "rows",
        Long.toString(rows),
        "SHA-256 of all below",
        sum.hex());
  }

  /** Turns entries into rows, counting and hashing what it writes. */
  private static final class Rows {
    private final OutputStream out;
    private final ZoneId zone;
    private final MessageDigest digest = Digests.sha256();
    private long count;

    Rows(OutputStream out, ZoneId zone) {
      this.out = out;
      this.zone = zone;
    }

    void writeAll(Source source) throws IOException {
      put(TITLES);
      source.each(this::add);
    }

    Bytes32 sum() {
      return Bytes32.owning(digest.digest());
    }

    private void add(ShownEntry shown) throws IOException {
      var fields = shown.entry().particulars().fields();
      for (var field : fields.isEmpty() ? List.of("") : fields) {
        put(cells(shown, field, zone));
        count++;
      }
    }

    private void put(List<String> cells) throws IOException {
      var row = row(cells);
      digest.update(row);
      out.write(row);
    }
  }

  private static List<String> cells(ShownEntry shown, String field, ZoneId zone) {
    var link = shown.entry().link();
    var particulars = shown.entry().particulars();
    return List.of(
        Long.toString(link.index()),
        LOCAL.format(link.at().atZone(zone)),
        Members.text(link.at()),
        link.action(),
        link.entity(),
        cell(shown, Committed.RECORD),
        cell(shown, Committed.ACTOR),
        cell(shown, Committed.ON_BEHALF_OF),
        cell(shown, Committed.DEVICE),
        cell(shown, Committed.MUTATION),
        particulars.version() == 0 ? "" : Long.toString(particulars.version()),
        link.outcome(),
        particulars.reason(),
        cell(shown, Committed.DETAIL),
        field,
        field.isEmpty() ? "" : cell(shown, Committed.before(field)),
        field.isEmpty() ? "" : cell(shown, Committed.after(field)));
  }

  /** A value that could be shown and is not there was erased; a pseudonym is all of a control. */
  private static String cell(ShownEntry shown, String name) {
    var pseudonym = shown.pseudonyms().get(name);
    if (pseudonym != null) {
      return pseudonym;
    }
    var salted = shown.open().get(name);
    if (salted != null) {
      return text(salted.value());
    }
    var isCommitted = shown.entry().particulars().commitments().containsKey(name);
    return isCommitted && shown.profile() == Profile.FULL ? ERASED : "";
  }

  private static String text(Value value) {
    if (value instanceof Value.Text text) {
      return text.text();
    }
    var json = new String(CanonicalJson.of(value), StandardCharsets.UTF_8);
    return value instanceof Value.Decimal ? json.replace('.', ',') : json;
  }

  static byte[] row(List<String> cells) {
    var row = new StringBuilder();
    for (var cell : cells) {
      row.append(row.length() == 0 ? "" : ";").append(quoted(neutralised(cell)));
    }
    return row.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String neutralised(String cell) {
    return !cell.isEmpty() && FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
  }

  private static String quoted(String cell) {
    for (var i = 0; i < cell.length(); i++) {
      if (NEEDS_QUOTES.indexOf(cell.charAt(i)) >= 0) {
        return '"' + cell.replace("\"", "\"\"") + '"';
      }
    }
    return cell;
  }

  /** Where the first of the two rounds goes. */
  private static final class Nowhere extends OutputStream {
    @Override
    public void write(int b) {}

    @Override
    public void write(byte[] bytes, int from, int length) {}
  }
}
