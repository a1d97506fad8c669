package no.samsyn.e2e;

import java.nio.file.Path;
import no.samsyn.store.Sql;
import no.samsyn.testkit.SqliteStores;

class SqliteErasureTripTest extends ErasureTripContract {
  @Override
  Sql open(Path deskDirectory) {
    return SqliteStores.open(deskDirectory);
  }
}
