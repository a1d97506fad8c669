package no.samsyn.store;

import java.nio.file.Path;
import no.samsyn.testkit.SqliteStores;

class SqliteStoreTest extends SqlStoreContract {
  @Override
  Sql openSql(Path where) {
    return SqliteStores.open(where);
  }
}
