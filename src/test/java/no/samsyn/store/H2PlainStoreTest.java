package no.samsyn.store;

import java.nio.file.Path;
import no.samsyn.desktop.H2Store;

class H2PlainStoreTest extends SqlStoreContract {
  @Override
  Sql openSql(Path where) {
    return H2Store.openPlain(where);
  }
}
