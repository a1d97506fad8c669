package no.samsyn.e2e;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import no.samsyn.desktop.H2Store;
import no.samsyn.store.Sql;

class H2ConflictTripTest extends ConflictTripContract {
  private static final byte[] KEY =
      "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  @Override
  Sql open(Path deskDirectory) {
    return H2Store.openEncrypted(deskDirectory, KEY);
  }
}
