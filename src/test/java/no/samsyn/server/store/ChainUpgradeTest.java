package no.samsyn.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import no.samsyn.audit.Committed;
import no.samsyn.audit.HashChain;
import no.samsyn.audit.SealedEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database of the first form, with rows in it, under today's program. */
final class ChainUpgradeTest {
  private static final String KEY = "018f2b5e-0000-7000-8000-000000000001";
  private static final String REVIEW = "s-00000000000000000000000000000009";
  private static final int OLD_ENTRIES = 2_500; // more than are sealed at once

  @TempDir Path directory;

  @Test
  void everyOldAuditRowBecomesALinkOfTheChain() throws Exception {
    firstForm();
    try (var database = Database.inDirectory(directory)) {
      var entries = all(database);
      assertThat(entries).hasSize(OLD_ENTRIES);
      var first = entries.get(0);
      assertThat(first.entry().link().action()).isEqualTo("applied");
      assertThat(first.entry().link().entity()).isEqualTo("activity");
      assertThat(first.entry().link().at().toEpochMilli()).isEqualTo(1_001);
      assertThat(first.text(Committed.ACTOR)).isEqualTo("nina");
      assertThat(first.text(Committed.ON_BEHALF_OF)).isEqualTo("ola");
      assertThat(first.text(Committed.RECORD)).isEqualTo(KEY);
      assertThat(first.text(Committed.MUTATION)).isEqualTo("m1");
      assertThat(first.text(Committed.DETAIL)).isEqualTo("create minutes");
      assertThat(first.entry().particulars().version()).isEqualTo(7);
      var chain = HashChain.beginning("default");
      entries.forEach(each -> chain.append(each.entry().link()));
      var counters = database.read(tx -> Organisations.require(tx, "default"));
      assertThat(counters.auditHash()).isEqualTo(chain.head().hash());
      assertThat(counters.auditCount()).isEqualTo(OLD_ENTRIES);
    }
  }

  @Test
  void theJournalLearnsWhatEachFieldWasBefore() throws Exception {
    firstForm();
    try (var database = Database.inDirectory(directory)) {
      var changes =
          database.read(
              tx ->
                  tx.list(
                      "select changes from feed where record = 's-1' order by version",
                      row -> row.getString(1)));
      assertThat(changes)
          .containsExactly(
              "{\"minutes\":{\"after\":60},\"theme\":{\"after\":null}}",
              "{\"minutes\":{\"before\":60,\"after\":90}}",
              "{\"minutes\":{\"before\":90},\"theme\":{\"before\":null,\"after\":\"x\"}}");
    }
  }

  @Test
  void anOpenReviewIsFoundAgain() throws Exception {
    firstForm();
    try (var database = Database.inDirectory(directory)) {
      var open = database.read(tx -> OpenReviewTable.of(tx, "default", List.of(KEY)));
      assertThat(open).extracting(RecordRow::id).containsExactly(REVIEW);
    }
  }

  @Test
  void anUpgradeThatWasKilledGoesOnWhereItWas() throws Exception {
    firstForm();
    Database.inDirectory(directory).close();
    // As if the process had died after the work and before the note of it; the old table is gone.
    onFile("delete from migration where version = 2");
    try (var database = Database.inDirectory(directory)) {
      assertThat(all(database)).hasSize(OLD_ENTRIES);
    }
    // As if it had died between sealing and the end of the old table.
    onFile(
        "delete from migration where version = 2",
        "create table audit (org varchar, n bigint, at bigint, action varchar, actor varchar,"
            + " on_behalf_of varchar, entity varchar, record_key varchar, mutation varchar,"
            + " version bigint, detail varchar)",
        "insert into audit select 'default', n, 1, 'applied', '', '', '', '', '', 0, ''"
            + " from audit_entry");
    try (var database = Database.inDirectory(directory)) {
      assertThat(all(database)).hasSize(OLD_ENTRIES);
      var last = all(database).get(OLD_ENTRIES - 1);
      assertThat(last.text(Committed.ACTOR)).isEqualTo("nina");
    }
  }

  private static List<SealedEntry> all(Database database) {
    return database.read(tx -> AuditTable.page(tx, "default", 0, Long.MAX_VALUE, 10_000));
  }

  private void firstForm() throws Exception {
    onFile(
        "create table migration (version integer primary key, name varchar not null)",
        "insert into migration values (1, 'V001__records_feed_receipts.sql')");
    onFile(statements());
    try (var connection = connect();
        var insert =
            connection.prepareStatement("insert into audit values (?,?,?,?,?,?,?,?,?,?,?)")) {
      for (var n = 1; n <= OLD_ENTRIES; n++) {
        var values =
            new Object[] {
              "default",
              n,
              1_000 + n,
              "applied",
              "nina",
              "ola",
              "activity",
              KEY,
              "m" + n,
              7,
              "create minutes"
            };
        for (var i = 0; i < values.length; i++) {
          insert.setObject(i + 1, values[i]);
        }
        insert.addBatch();
      }
      insert.executeBatch();
    }
    onFile(
        "insert into organisation values ('default', 'e-1', 3, 0, 0, " + OLD_ENTRIES + ")",
        step(1, "{\"minutes\":{\"after\":60},\"theme\":{\"after\":null}}"),
        step(2, "{\"minutes\":{\"after\":90}}"),
        step(3, "{\"minutes\":{},\"theme\":{\"after\":\"x\"}}"),
        "insert into record values ('default', 'review', '"
            + REVIEW
            + "', 'r-key', 1, 1, '', '', false,"
            + " '{\"entity\":\"activity\",\"record\":\""
            + KEY
            + "\",\"status\":\"open\"}', 'm', 'ola', '', 'd', 1)");
  }

  private static String step(int version, String changes) {
    return "insert into feed values ('default', "
        + version
        + ", 'm"
        + version
        + "', 'd', 1, 'activity', 's-1', "
        + version
        + ", 'update', '"
        + changes
        + "', 'ola', '', 1, 1)";
  }

  private static String[] statements() throws IOException {
    try (var in =
        Database.class.getResourceAsStream("/db/server/V001__records_feed_receipts.sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replaceAll("(?m)^--.*$", "")
          .strip()
          .split(";", 0);
    }
  }

  private void onFile(String... statements) throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:h2:file:" + directory.resolve("samsyn-server").toAbsolutePath(), "samsyn", "");
  }
}
