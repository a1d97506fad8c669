package no.samsyn.sync;

import java.util.Optional;

/**
 * Where the tokens of this store's account are kept, under the store's key. Thread-safe; a write is
 * durable when it returns.
 */
public interface TokenVault {

  Optional<Tokens> current();

  void keep(Tokens tokens);

  void forget();

  /** The pair that proves who we are. Hidden from text. */
  record Tokens(String access, String refresh, long expiresInSeconds) {
    @Override
    public String toString() {
      return "Tokens[hidden]";
    }
  }
}
