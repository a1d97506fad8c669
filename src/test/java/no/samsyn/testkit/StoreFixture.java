package no.samsyn.testkit;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import no.samsyn.model.Schemas;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.SyncStore.Durability;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A fresh store for each test of a contract. */
public abstract class StoreFixture {
  protected static final Schemas SCHEMAS = PeerSupport.schemas();

  protected SyncStore store;

  /** Opens the store of this test; it is there already when called again. */
  protected abstract SyncStore open() throws Exception;

  /** Closes what {@link #open} opened, if it can be closed. */
  protected void close() {
    if (store instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception e) {
        throw new AssertionError("could not close the store", e);
      }
    }
  }

  @BeforeEach
  void openStore() throws Exception {
    store = open();
  }

  @AfterEach
  void closeStore() {
    close();
  }

  protected <T> T run(Function<SyncStore.Tx, T> work) {
    return store.inTransaction(Durability.FORCED, work);
  }

  protected <T> List<T> listed(Function<SyncStore.Tx, List<T>> work) {
    return run(work);
  }

  protected <T> Optional<T> sought(Function<SyncStore.Tx, Optional<T>> work) {
    return run(work);
  }

  protected long number(Function<SyncStore.Tx, Long> work) {
    return run(work);
  }

  protected String text(Function<SyncStore.Tx, String> work) {
    return run(work);
  }

  protected void does(Consumer<SyncStore.Tx> work) {
    run(
        tx -> {
          work.accept(tx);
          return true;
        });
  }
}
