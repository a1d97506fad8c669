package no.samsyn.server.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * One transaction: statements with bound values, in the thread that opened it, until the work
 * returns. An update that hits another number of rows than it must is a {@link
 * StoreFailure.Kind#SURPRISE}.
 */
public final class Tx {
  private static final int FETCH_ROWS = 1_000;

  private final Connection connection;
  private boolean changed;

  Tx(Connection connection) {
    this.connection = connection;
  }

  /** Reads one row of a result. */
  public interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  boolean hasChanged() {
    return changed;
  }

  public <T> List<T> list(String sql, Row<T> row, Object... values) {
    try (var statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      statement.setFetchSize(FETCH_ROWS);
      var result = new ArrayList<T>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          result.add(row.read(rows));
        }
      }
      return result;
    } catch (SQLException e) {
      throw StoreFailure.of(e);
    }
  }

  public <T> Optional<T> one(String sql, Row<T> row, Object... values) {
    var found = list(sql, row, values);
    return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
  }

  public int update(String sql, Object... values) {
    try (var statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      var count = statement.executeUpdate();
      changed |= count > 0;
      return count;
    } catch (SQLException e) {
      throw StoreFailure.of(e);
    }
  }

  /** Runs an update that must hit exactly one row. */
  public void updateOne(String sql, Object... values) {
    var count = update(sql, values);
    if (count != 1) {
      throw StoreFailure.surprise("expected to change one row, changed " + count);
    }
  }

  /** Runs the same statement for each of {@code rows}; each must hit exactly one row. */
  public void batch(String sql, List<Object[]> rows) {
    if (rows.isEmpty()) {
      return;
    }
    changed = true;
    try (var statement = connection.prepareStatement(sql)) {
      for (var values : rows) {
        bind(statement, values);
        statement.addBatch();
      }
      for (var count : statement.executeBatch()) {
        // PostgreSQL joins inserts of a batch and then cannot tell the count of each.
        if (count != 1 && count != Statement.SUCCESS_NO_INFO) {
          throw StoreFailure.surprise("expected to change one row, changed " + count);
        }
      }
    } catch (SQLException e) {
      throw StoreFailure.of(e);
    }
  }

  private void bind(PreparedStatement statement, Object... values) throws SQLException {
    for (var i = 0; i < values.length; i++) {
      var value = values[i];
      if (value instanceof Collection<?> some) {
        var isNumbers = !some.isEmpty() && some.iterator().next() instanceof Long;
        var type = isNumbers ? "bigint" : "varchar";
        statement.setArray(i + 1, connection.createArrayOf(type, some.toArray()));
      } else {
        statement.setObject(i + 1, value);
      }
    }
  }
}
