package no.samsyn.testkit;

import no.samsyn.sync.SyncStore;

class InMemoryStoreTest extends EraserContract {
  @Override
  protected SyncStore open() {
    return store == null ? new InMemoryStore(SCHEMAS) : store;
  }
}
