package no.samsyn.server;

import no.samsyn.server.store.Database;

final class PostgresServerTest extends ServerContract {
  @Override
  Database newDatabase() {
    return EmbeddedPostgresServer.newDatabase();
  }
}
