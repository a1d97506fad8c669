package no.samsyn.store;

import java.util.Optional;
import no.samsyn.sync.Facts;

/** Facts in SQL, one row each. Used by one thread within one transaction. */
final class SqlFacts implements Facts {
  private final Sql.Statements sql;

  SqlFacts(Sql.Statements sql) {
    this.sql = sql;
  }

  private static final String GET =
      """
      select content from fact where name = ?
      """;

  @Override
  public Optional<String> get(String name) {
    var found = sql.query(GET, row -> row.text(1), name);
    return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
  }

  private static final String FORGET =
      """
      delete from fact where name = ?
      """;

  private static final String CHANGE =
      """
      update fact set content = ? where name = ?
      """;

  private static final String ADD =
      """
      insert into fact (content, name) values (?, ?)
      """;

  @Override
  public void set(String name, String value) {
    if (value.isEmpty()) {
      sql.update(FORGET, name);
    } else if (sql.update(CHANGE, value, name) == 0) {
      Session.requireOne(sql.update(ADD, value, name), "set fact " + name);
    }
  }
}
