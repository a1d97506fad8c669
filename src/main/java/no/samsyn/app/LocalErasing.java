package no.samsyn.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Function;
import no.samsyn.console.ServerHouse.Erased;
import no.samsyn.console.ServerHouse.Wish;
import no.samsyn.console.Trouble;
import no.samsyn.model.Chance;
import no.samsyn.model.Time;
import no.samsyn.server.DirectoryLock;
import no.samsyn.server.ServerData;
import no.samsyn.server.core.ServerCore;
import no.samsyn.server.erasure.Erasing;
import no.samsyn.server.store.Database;
import no.samsyn.server.store.StoreFailure;

/** Erases a person from one server's data. A kill at any point is finished by doing it again. */
final class LocalErasing {
  private final Wish wish;
  private final Time time;
  private final Chance chance;

  LocalErasing(Wish wish, Time time, Chance chance) {
    this.wish = wish;
    this.time = time;
    this.chance = chance;
  }

  Erased wouldErase(String person) {
    return withData(
        data -> {
          try (var database = LocalServers.opened(wish, data, time, chance)) {
            return counts(erasing(database, data).look(person));
          }
        });
  }

  Erased erase(String person, String reason) {
    return withData(
        data -> {
          var database = LocalServers.opened(wish, data, time, chance);
          try {
            var erased = counts(erasing(database, data).erase(person, reason));
            database = data.rewritten(database);
            return erased;
          } catch (IOException | UncheckedIOException | StoreFailure e) {
            throw Trouble.failed(
                "erasure-not-finished",
                "The erasure is not finished: the disk is full, or the data cannot be written. Run"
                    + " the same command again.");
          } finally {
            database.close();
          }
        });
  }

  private Erasing erasing(Database database, ServerData data) {
    return new Erasing(
        database, ServerCore.ORGANISATION, LocalServers.OPERATOR, data.erasures(), time, chance);
  }

  private static Erased counts(Erasing.Counts counts) {
    return new Erased(counts.key(), counts.records(), counts.cleared(), counts.accounts());
  }

  /** A running server on PostgreSQL has its lock elsewhere, and stands an erasure. */
  private <T> T withData(Function<ServerData, T> work) {
    var lock =
        wish.database().isEmpty()
            ? Optional.of(LocalServers.lock(wish))
            : Optional.<DirectoryLock>empty();
    try {
      return work.apply(new ServerData(wish.data(), wish.database()));
    } catch (IllegalArgumentException e) {
      throw Trouble.failed("not-erased", String.valueOf(e.getMessage()));
    } finally {
      LocalServers.release(lock);
    }
  }
}
