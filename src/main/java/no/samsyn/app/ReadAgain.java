package no.samsyn.app;

import java.nio.file.Path;
import java.util.function.Function;
import no.samsyn.server.core.ServerCore;
import no.samsyn.server.store.Census;
import no.samsyn.server.store.Database;
import no.samsyn.server.store.StoreFailure;
import no.samsyn.server.store.Tx;

/** Reads a practice server's database past the server, to hold what a tour printed against it. */
final class ReadAgain {
  private final Path folder;

  ReadAgain(Path folder) {
    this.folder = folder;
  }

  Census census() {
    return read(tx -> Census.of(tx, ServerCore.ORGANISATION));
  }

  Census.OfRecord record(String entity, String key) {
    return read(tx -> Census.ofRecord(tx, ServerCore.ORGANISATION, entity, key));
  }

  long ofUnit(String entity, String unit) {
    return read(tx -> Census.ofUnit(tx, ServerCore.ORGANISATION, entity, unit));
  }

  private <T> T read(Function<Tx, T> work) {
    try (var database = Database.inDirectory(folder)) {
      return database.read(work);
    } catch (StoreFailure e) {
      throw new IllegalStateException("the practice server's database cannot be read", e);
    }
  }
}
