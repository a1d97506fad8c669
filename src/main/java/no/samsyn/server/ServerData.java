package no.samsyn.server;

import java.io.IOException;
import java.nio.file.Path;
import no.samsyn.model.Chance;
import no.samsyn.model.Time;
import no.samsyn.server.core.ServerCore;
import no.samsyn.server.erasure.Erasing;
import no.samsyn.server.erasure.ErasureList;
import no.samsyn.server.store.Database;
import no.samsyn.server.store.Organisations;
import no.samsyn.server.store.Rewriting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data of a server as it opens them: before anybody is answered, what a restored backup brought
 * back is erased again, and an erasure that was killed is finished. Whoever opens an embedded
 * database holds the directory's lock.
 */
public final class ServerData {
  private static final Logger LOG = LoggerFactory.getLogger(ServerData.class);

  private final Path directory;
  private final String url;
  private final ErasureList erasures;

  /**
   * Names the data; opens nothing.
   *
   * @param url a PostgreSQL by its JDBC address; empty for H2 in {@code directory}
   */
  public ServerData(Path directory, String url) {
    this.directory = directory;
    this.url = url;
    this.erasures = new ErasureList(directory);
  }

  public ErasureList erasures() {
    return erasures;
  }

  /** Opens the database; what was erased is erased in it. */
  public Database open(String operator, Time time, Chance chance) throws IOException {
    var database = open();
    try {
      ServerCore.begin(database, chance);
      for (var organisation : database.read(Organisations::ids)) {
        var again = new Erasing(database, organisation, operator, erasures, time, chance).again();
        if (again > 0) {
          LOG.warn("The database came from a backup: {} records were erased again", again);
        }
      }
      return erasures.isDue() ? rewritten(database) : database;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private Database open() {
    return url.isEmpty() ? Database.inDirectory(directory) : Database.at(url);
  }

  /** Leaves no old copy of what was erased in the database's files, and returns it open again. */
  public Database rewritten(Database database) throws IOException {
    LOG.info("The database's files are written anew, because something in them was erased");
    if (url.isEmpty()) {
      database.close();
      Rewriting.inDirectory(directory);
      erasures.done();
      return open();
    }
    Rewriting.onPostgres(database);
    erasures.done();
    return database;
  }
}
