package no.samsyn.server.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Brings a database to the form that this program knows, one numbered file after the other, each in
 * its own transaction. A database from a newer program is refused, not guessed at.
 */
final class Migrations {
  /** In order, without gaps; the place in this list is the number. Append only. */
  private static final List<String> FILES =
      List.of(
          "V001__records_feed_receipts.sql",
          "V002__audit_chain.sql",
          "V003__past_epochs.sql",
          "V004__audit_pages.sql");

  private static final int CHAIN = 2; // also has work that SQL cannot do

  private static final String CREATE_TABLE =
      """
      create table if not exists migration (
        version integer primary key,
        name varchar not null)
      """;

  private static final String APPLIED = "select coalesce(max(version), 0) from migration";
  private static final String RECORD = "insert into migration (version, name) values (?, ?)";

  private Migrations() {}

  static void run(Database database) {
    var applied =
        database.write(
            tx -> {
              tx.update(CREATE_TABLE);
              return tx.one(APPLIED, row -> row.getInt(1)).orElse(0);
            });
    if (applied > FILES.size()) {
      throw new IllegalStateException(
          "This database was made by a newer Samsyn (form "
              + applied
              + ", this program knows up to "
              + FILES.size()
              + "). Nothing was changed; please start the newer program.");
    }
    for (var number = applied + 1; number <= FILES.size(); number++) {
      apply(database, number, FILES.get(number - 1));
    }
  }

  private static void apply(Database database, int number, String file) {
    database.write(
        tx -> {
          for (var statement : statementsOf(file)) {
            tx.update(statement);
          }
          if (number == CHAIN) {
            ChainUpgrade.run(tx);
          }
          tx.updateOne(RECORD, number, file);
          return number;
        });
  }

  private static List<String> statementsOf(String file) {
    try (var in = Migrations.class.getResourceAsStream("/db/server/" + file)) {
      if (in == null) {
        throw new IllegalStateException("migration is missing from the program: " + file);
      }
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^--.*$", "");
      return List.of(text.split(";")).stream()
          .map(String::strip)
          .filter(statement -> !statement.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException("cannot read migration " + file, e);
    }
  }
}
