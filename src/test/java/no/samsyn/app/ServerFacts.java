package no.samsyn.app;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import no.samsyn.json.Json;
import no.samsyn.model.Fields;

/** What a server's own database says, past everything that tells about it. */
final class ServerFacts {
  private static final String RECORD =
      """
      select body, deleted from record where entity = ? and record_key = ?
      """;

  private final String url;

  /** Takes the folder of a server in this process. */
  ServerFacts(Path folder) {
    url =
        "jdbc:h2:file:"
            + folder.resolve("samsyn-server")
            + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";
  }

  /** Returns the record; nothing of it where it was deleted or never came. */
  Fields record(String entity, String key) {
    try (var connection = DriverManager.getConnection(url, "samsyn", "");
        var query = connection.prepareStatement(RECORD)) {
      query.setString(1, entity);
      query.setString(2, key);
      try (var found = query.executeQuery()) {
        return !found.next() || found.getBoolean("deleted")
            ? Fields.NONE
            : Json.parseFields(found.getString("body"));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the server's database cannot be read", e);
    }
  }
}
