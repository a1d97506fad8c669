package no.samsyn.server;

import no.samsyn.server.store.Database;

final class PostgresFeedTest extends FeedContract {
  @Override
  Database newDatabase() {
    return EmbeddedPostgresServer.newDatabase();
  }
}
