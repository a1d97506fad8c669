package no.samsyn.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Counts in the stopped server's database, by plain JDBC and without any code of the server. */
final class Counting implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Connection connection;

  Counting(Path database) throws SQLException {
    var url = "jdbc:h2:file:" + database.toAbsolutePath() + ";IFEXISTS=TRUE;ACCESS_MODE_DATA=r";
    this.connection = DriverManager.getConnection(url, "samsyn", "");
  }

  /** Each record stands once with its last text, each mutation of the device took effect once. */
  void requireEachOnce(Typed typed, String device) throws SQLException, IOException {
    var found = new HashMap<String, Typed.Content>();
    var places = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select record_key, body from record where entity = 'activity' and not deleted")) {
      while (rows.next()) {
        var body = JSON.readTree(rows.getString(2));
        var content = new Typed.Content(body.path("place").asText(), body.path("theme").asText());
        if (content.place().startsWith(Typed.PLACE)) {
          found.put(rows.getString(1), content);
          places.add(content.place());
        }
      }
    }
    assertThat(places).as("every place once").doesNotHaveDuplicates();
    requireSame("records", found.entrySet(), typed.contents().entrySet());
    var mutations = texts("select mutation from feed where device = ?", device);
    assertThat(mutations).as("every mutation once").doesNotHaveDuplicates();
    requireSame("rows of the feed", Set.copyOf(mutations), typed.mutations());
    var receipts =
        texts("select mutation || ' ' || status from receipt where device = ?", device).stream()
            .map(receipt -> receipt.replace(" applied", ""))
            .toList();
    assertThat(receipts).as("every receipt once").doesNotHaveDuplicates();
    requireSame("receipts", Set.copyOf(receipts), typed.mutations());
  }

  private static <T> void requireSame(String what, Set<T> there, Set<T> wanted) {
    var lost = new HashSet<>(wanted);
    lost.removeAll(there);
    var surplus = new HashSet<>(there);
    surplus.removeAll(wanted);
    assertThat(lost).as("lost " + what).isEmpty();
    assertThat(surplus).as("surplus " + what).isEmpty();
  }

  /** Versions, the feed, the audit trail: each counts from one without a gap. */
  void requireNoGaps() throws SQLException {
    assertThat(
            numbers(
                """
                select count(*)
                from (
                  select f.record
                  from feed f
                  group by f.record
                  having min(f.version) <> 1 or max(f.version) <> count(*)) as gaps
                """))
        .as("records with a gap in their versions")
        .containsExactly(0L);
    assertThat(
            numbers(
                """
                select count(*)
                from record r
                where r.version <> (select count(*) from feed f where f.org = r.org and f.record = r.id)
                  or r.last_seq <> (select max(f.seq) from feed f where f.org = r.org and f.record = r.id)
                """))
        .as("records that stand at another version than the feed says")
        .containsExactly(0L);
    assertThat(numbers("select max(seq) - count(*) from feed")).as("gaps").containsExactly(0L);
    assertThat(numbers("select max(n) - count(*) from audit_entry")).as("gaps").containsExactly(0L);
    assertThat(
            numbers(
                """
                select count(*)
                from organisation o
                join audit_entry e on e.org = o.id and e.n = o.audit_count and e.hash = o.audit_hash
                """))
        .as("trails whose head is that of their last entry")
        .containsExactly(1L);
    assertThat(numbers("select seq, audit_count from organisation"))
        .as("the counters")
        .isEqualTo(numbers("select (select max(seq) from feed), (select max(n) from audit_entry)"));
  }

  private List<String> texts(String sql, String argument) throws SQLException {
    var texts = new ArrayList<String>();
    try (var statement = connection.prepareStatement(sql)) {
      statement.setString(1, argument);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          texts.add(rows.getString(1));
        }
      }
    }
    return texts;
  }

  private List<Long> numbers(String sql) throws SQLException {
    var numbers = new ArrayList<Long>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        for (var column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
          numbers.add(rows.getLong(column));
        }
      }
    }
    return numbers;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
