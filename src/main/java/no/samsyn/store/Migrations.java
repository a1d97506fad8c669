package no.samsyn.store;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import no.samsyn.sync.StoreException;
import no.samsyn.sync.SyncStore.Durability;

/**
 * Brings a store to this program's version, one numbered script after the other.
 *
 * <p>Each script runs in one transaction, and each of its statements is recorded. SQLite takes a
 * script as a whole; H2 commits every definition at once, so that a kill in the middle leaves some
 * of them: the next opening goes on after the last recorded statement, and definitions do nothing
 * if they find their work done.
 */
final class Migrations {
  /** In order, without gaps, never changed once shipped. A test compares it with the directory. */
  static final List<String> SCRIPTS =
      List.of("V001__first.sql", "V002__audit_chain.sql", "V003__outbox_key.sql");

  private static final String DIRECTORY = "/db/client/";

  private final List<String> scripts;

  Migrations(List<String> scripts) {
    this.scripts = scripts;
  }

  private static final String PROGRESS_TABLE =
      """
      create table if not exists migration (
        version bigint not null primary key,
        statements bigint not null,
        finished integer not null
      )
      """;

  private static final String NEWEST =
      """
      select max(version) from migration
      """;

  void run(Sql sql) {
    sql.inTransaction(
        Durability.FORCED,
        s -> {
          s.define(PROGRESS_TABLE);
          return true;
        });
    var newest =
        sql.inTransaction(Durability.RELAXED, s -> s.query(NEWEST, row -> row.number(1)).get(0));
    if (newest > scripts.size()) {
      throw new StoreException(
          StoreException.Kind.NEWER_VERSION,
          "This store was last opened by a newer Samsyn (store version "
              + newest
              + ", this program knows "
              + scripts.size()
              + "). Nothing was changed; start the newer program.");
    }
    for (var version = Math.max(1L, newest); version <= scripts.size(); version++) {
      var number = version;
      sql.inTransaction(Durability.FORCED, s -> run(s, number));
    }
  }

  private static final String BEGIN =
      """
      insert into migration (version, statements, finished) values (?, 0, 0)
      """;

  private static final String DONE_SO_FAR =
      """
      select statements, finished from migration where version = ?
      """;

  private static final String RECORD =
      """
      update migration set statements = ?, finished = ? where version = ?
      """;

  private boolean run(Sql.Statements sql, long version) {
    var progress =
        sql.query(DONE_SO_FAR, row -> new long[] {row.number(1), row.number(2)}, version);
    if (progress.isEmpty()) {
      sql.update(BEGIN, version);
    } else if (progress.get(0)[1] == 1) {
      return true;
    }
    var statements = statementsOf(scripts.get((int) version - 1));
    var done = progress.isEmpty() ? 0 : progress.get(0)[0];
    for (var next = done; next < statements.size(); next++) {
      sql.define(statements.get((int) next));
      var finished = next + 1 == statements.size() ? 1L : 0L;
      Session.requireOne(sql.update(RECORD, next + 1, finished, version), "record migration");
    }
    return true;
  }

  /** Splits at semicolons at line ends; lines that begin with two dashes are comments. */
  static List<String> statementsOf(String script) {
    var statements = new ArrayList<String>();
    var current = new StringBuilder();
    for (var line : read(script).split("\n", -1)) {
      if (line.startsWith("--")) {
        continue;
      }
      if (line.endsWith(";")) {
        statements.add(current.append(line, 0, line.length() - 1).toString());
        current.setLength(0);
      } else if (!line.isEmpty()) {
        current.append(line).append('\n');
      }
    }
    if (current.length() > 0) {
      throw new IllegalStateException("the last statement of " + script + " has no semicolon");
    }
    return statements;
  }

  private static String read(String script) {
    var text = new StringBuilder();
    try (var in = Migrations.class.getResourceAsStream(DIRECTORY + script)) {
      if (in == null) {
        throw new IllegalStateException("this program has no " + DIRECTORY + script);
      }
      var reader = new InputStreamReader(in, StandardCharsets.UTF_8);
      var buffer = new char[4_096];
      for (var length = reader.read(buffer); length >= 0; length = reader.read(buffer)) {
        text.append(buffer, 0, length);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + script, e);
    }
    return text.toString().replace("\r\n", "\n"); // a checkout on Windows may have added them
  }
}
