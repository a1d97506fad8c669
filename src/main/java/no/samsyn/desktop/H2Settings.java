package no.samsyn.desktop;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import no.samsyn.sync.StoreException;

/** Reads back, after opening, the settings of H2 on which "saved" depends. */
final class H2Settings {
  private H2Settings() {}

  private static final String SETTING =
      """
      select setting_value from information_schema.settings where setting_name = ?
      """;

  private static final Map<String, String> REQUIRED =
      Map.of(
          "WRITE_DELAY", "0", // a commit that waits in memory dies with the process
          "MV_STORE", "true",
          "CASE_INSENSITIVE_IDENTIFIERS", "false",
          "MODE", "REGULAR");

  /** Throws if any setting is another one than was asked for. */
  static void require(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement(SETTING)) {
      for (var required : REQUIRED.entrySet()) {
        statement.setString(1, required.getKey());
        try (var found = statement.executeQuery()) {
          var value = found.next() ? found.getString(1) : "missing";
          if (!required.getValue().equals(value)) {
            throw new StoreException(
                StoreException.Kind.BROKEN,
                "The database refuses a setting that keeps data safe: "
                    + required.getKey()
                    + " is "
                    + value
                    + " and must be "
                    + required.getValue()
                    + ".");
          }
        }
      }
    }
  }
}
