package no.samsyn.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import no.samsyn.desktop.H2Store;
import no.samsyn.store.Sql;
import no.samsyn.testkit.SqliteStores;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/** A kind of store on the real disk of the build directory, and the bare database under it. */
enum Place {
  H2 {
    @Override
    Sql open(Path directory) {
      return H2Store.openPlain(directory);
    }

    @Override
    Connection bare(Path directory) throws SQLException {
      var file = directory.resolve("bare").toAbsolutePath();
      return DriverManager.getConnection(
          "jdbc:h2:file:" + file + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE");
    }

    @Override
    void force(Connection connection) throws SQLException {
      try (var statement = connection.createStatement()) {
        statement.execute("checkpoint sync");
      }
    }
  },
  SQLITE {
    @Override
    Sql open(Path directory) {
      return SqliteStores.open(directory);
    }

    @Override
    Connection bare(Path directory) throws SQLException {
      var connection =
          DriverManager.getConnection(
              SqliteStores.URL + directory.resolve("bare.sqlite"), SqliteStores.PROPERTIES);
      try (var statement = connection.createStatement()) {
        statement.execute("pragma journal_mode = wal");
        statement.execute("pragma synchronous = 2");
      }
      return connection;
    }

    @Override
    void force(Connection connection) {
      // done by the commit
    }
  };

  /**
   * Lets a measurement's time go on with each save. Keys of one millisecond have no order, and an
   * index that 10,000 of them enter is written nearly whole by every push: no life is like that.
   */
  static final Duration BETWEEN_SAVES = Duration.ofMillis(10);

  abstract Sql open(Path directory);

  abstract Connection bare(Path directory) throws SQLException;

  /** What the database needs after a commit so that it survives a power cut. */
  abstract void force(Connection connection) throws SQLException;

  /** Gives tests a directory on the disk of the build, not one that lives in memory. */
  static final class BuildDisk implements TempDirFactory {
    @Override
    public Path createTempDirectory(
        AnnotatedElementContext elementContext, ExtensionContext extensionContext)
        throws IOException {
      var build = Path.of("target", "bench");
      Files.createDirectories(build);
      return Files.createTempDirectory(build, "run");
    }
  }
}
