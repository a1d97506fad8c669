package no.samsyn.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import no.samsyn.model.Time;
import no.samsyn.server.SamsynServer;
import no.samsyn.server.ServerOptions;
import no.samsyn.server.core.ServerCore;
import no.samsyn.testkit.QuickTempDirs;
import no.samsyn.testkit.SeededChance;
import org.jspecify.annotations.Nullable;

/**
 * A practice server on a free port that can be stopped, started again, and put back to an older
 * state.
 */
final class TestServer implements AutoCloseable {
  private static final String DATABASE = "samsyn-server.mv.db";
  private static final String KEY = "audit-key.pem";

  private static @Nullable Path practice; // guarded by the class

  private final Path directory;
  private final Time time;
  private final int port;
  private SamsynServer running;
  private int starts;

  TestServer(Path directory, Time time) throws IOException {
    this.directory = directory;
    this.time = time;
    var practice = practiceDatabase(time);
    Files.copy(practice, directory.resolve(DATABASE));
    Files.copy(practice.resolveSibling(KEY), directory.resolve(KEY));
    this.running = start(0);
    this.port = running.port();
  }

  /** Filled once for all tests of the process, because filling takes longer than most of them. */
  private static synchronized Path practiceDatabase(Time time) throws IOException {
    if (practice == null) {
      var made = QuickTempDirs.create();
      SamsynServer.start(ServerOptions.practice(made, 0), time, new SeededChance(1)).close();
      practice = made.resolve(DATABASE);
      practice.toFile().deleteOnExit();
      practice.resolveSibling(KEY).toFile().deleteOnExit();
    }
    return practice;
  }

  private SamsynServer start(int port) throws IOException {
    return SamsynServer.start(
        ServerOptions.practice(directory, port), time, new SeededChance(++starts));
  }

  String address() {
    return "http://127.0.0.1:" + port;
  }

  ServerCore core() {
    return running.core();
  }

  void stop() {
    running.close();
  }

  /** Starts again on the same port, as a restarted service does. */
  void startAgain() throws IOException {
    running = start(port);
  }

  void copyDatabaseTo(Path backup) throws IOException {
    Files.copy(directory.resolve(DATABASE), backup, StandardCopyOption.REPLACE_EXISTING);
  }

  void putBack(Path backup) throws IOException {
    Files.copy(backup, directory.resolve(DATABASE), StandardCopyOption.REPLACE_EXISTING);
  }

  /** Counts in the stopped server's database, without any code of the server. */
  long count(String sql) throws SQLException {
    var url =
        "jdbc:h2:file:" + directory.resolve("samsyn-server").toAbsolutePath() + ";IFEXISTS=TRUE";
    try (var connection = DriverManager.getConnection(url, "samsyn", "");
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Override
  public void close() {
    running.close();
  }
}
