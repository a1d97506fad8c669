package no.samsyn.store;

import java.util.Optional;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.SyncStore.Durability;
import no.samsyn.sync.TokenVault;

/**
 * The tokens, kept as facts of the store and so under the store's key.
 *
 * <p>Thread-safe. Each call is a transaction of its own, so it must not be made from within one; a
 * write is forced to the disk when it returns, and stands whole or not at all.
 */
public final class StoredTokens implements TokenVault {
  private static final String ACCESS = "token.access"; // stored on devices; never rename
  private static final String REFRESH = "token.refresh";
  private static final String EXPIRES_IN = "token.expires-in";

  private final SyncStore store;

  public StoredTokens(SyncStore store) {
    this.store = store;
  }

  @Override
  public Optional<Tokens> current() {
    return store.inTransaction(
        Durability.RELAXED,
        tx -> {
          var facts = tx.facts();
          return facts
              .get(EXPIRES_IN)
              .map(
                  seconds ->
                      new Tokens(
                          facts.get(ACCESS).orElse(""),
                          facts.get(REFRESH).orElse(""),
                          Long.parseLong(seconds)));
        });
  }

  @Override
  public void keep(Tokens tokens) {
    set(tokens.access(), tokens.refresh(), Long.toString(tokens.expiresInSeconds()));
  }

  @Override
  public void forget() {
    set("", "", "");
  }

  private void set(String access, String refresh, String expiresIn) {
    store.inTransaction(
        Durability.FORCED,
        tx -> {
          tx.facts().set(ACCESS, access);
          tx.facts().set(REFRESH, refresh);
          tx.facts().set(EXPIRES_IN, expiresIn);
          return true;
        });
  }
}
