package no.samsyn.e2e;

import java.nio.file.Path;
import no.samsyn.desktop.H2Store;
import no.samsyn.store.Sql;

/** Without encryption, so that a byte of what was erased would be seen. */
class H2ErasureTripTest extends ErasureTripContract {
  @Override
  Sql open(Path deskDirectory) {
    return H2Store.openPlain(deskDirectory);
  }
}
