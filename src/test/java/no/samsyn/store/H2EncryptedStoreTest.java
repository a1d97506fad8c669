package no.samsyn.store;

import java.nio.file.Path;
import no.samsyn.desktop.H2Store;

class H2EncryptedStoreTest extends SqlStoreContract {
  private static final byte[] KEY = new byte[32];

  @Override
  Sql openSql(Path where) {
    return H2Store.openEncrypted(where, KEY);
  }
}
