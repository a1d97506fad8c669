package no.samsyn.desktop;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * How a file of the database is opened, with the settings that keep what was acknowledged.
 *
 * @param password of the file's encryption; empty for none
 */
record H2File(Path directory, String password) {
  static final String ENDING = ".mv.db";

  static final String SETTINGS =
      ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;FILE_LOCK=FS"
          // Statistics of a queue in which all rows are alike would talk H2 out of its indexes.
          + ";ANALYZE_AUTO=0"
          // A save rewrites a leaf of each index and what is above it: larger pages, fewer levels.
          + ";PAGE_SIZE=8192"
          // H2's own log would hold values in clear text.
          + ";TRACE_LEVEL_FILE=0;TRACE_LEVEL_SYSTEM_OUT=0";

  /** Returns a store's key as the database takes it. */
  static String password(byte[] key) {
    var password = new StringBuilder();
    for (var part : key) {
      password.append(Character.forDigit((part >> 4) & 15, 16));
      password.append(Character.forDigit(part & 15, 16));
    }
    return password.toString();
  }

  /** Opens {@code file} of the directory; {@code more} adds to the settings. */
  Connection connect(String file, String more) throws SQLException {
    var name = file.substring(0, file.length() - ENDING.length());
    var cipher = password.isEmpty() ? "" : ";CIPHER=AES";
    var properties = new Properties();
    properties.setProperty("user", "samsyn");
    // H2 takes the file's password and the user's in one, parted by a space.
    properties.setProperty("password", password.isEmpty() ? "" : password + " ");
    // An interrupted thread closes the channel that it writes to; "retry" opens it again.
    return DriverManager.getConnection(
        "jdbc:h2:retry:" + directory.toAbsolutePath().resolve(name) + cipher + SETTINGS + more,
        properties);
  }

  private static final String TABLES =
      """
      select table_name
      from information_schema.tables
      where table_schema = 'PUBLIC' and table_type = 'BASE TABLE'
      """;

  /** Opens {@code file}, changes nothing, and returns how many rows each table has. */
  Map<String, Long> counts(String file) throws SQLException {
    var counts = new TreeMap<String, Long>();
    try (var connection = connect(file, ";IFEXISTS=TRUE;ACCESS_MODE_DATA=r");
        var statement = connection.createStatement()) {
      try (var tables = statement.executeQuery(TABLES)) {
        while (tables.next()) {
          counts.put(tables.getString(1), 0L);
        }
      }
      for (var table : counts.entrySet()) {
        try (var rows = statement.executeQuery("select count(*) from \"" + table.getKey() + '"')) {
          rows.next();
          table.setValue(rows.getLong(1));
        }
      }
    }
    return counts;
  }
}
