package no.samsyn.server;

import java.util.UUID;
import no.samsyn.server.store.Database;

final class H2FeedTest extends FeedContract {
  @Override
  Database newDatabase() {
    return Database.inMemory(UUID.randomUUID().toString());
  }
}
