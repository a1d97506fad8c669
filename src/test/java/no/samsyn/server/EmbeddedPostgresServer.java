package no.samsyn.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import no.samsyn.server.store.Database;
import org.junit.jupiter.api.Assumptions;

/** One real PostgreSQL for all tests of this process; each test gets a database of its own. */
final class EmbeddedPostgresServer {
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static EmbeddedPostgres postgres; // guarded by the class

  private EmbeddedPostgresServer() {}

  static synchronized Database newDatabase() {
    Assumptions.assumeTrue(
        System.getProperty("os.name").equals("Linux"), "the binaries are for Linux only");
    try {
      if (postgres == null) {
        postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
      }
      var name = "samsyn" + DATABASES.incrementAndGet();
      try (var connection = postgres.getPostgresDatabase().getConnection();
          var statement = connection.createStatement()) {
        statement.execute("create database " + name);
      }
      return Database.at(postgres.getJdbcUrl("postgres", name));
    } catch (IOException | SQLException e) {
      throw new IllegalStateException("PostgreSQL did not start", e);
    }
  }
}
