package no.samsyn.store;

import java.util.Optional;
import no.samsyn.sync.Facts;

/**
 * Facts that are read once and then kept at hand: every save asks for who is signed in and on which
 * device. Used by one thread within one transaction.
 */
final class RememberedFacts implements Facts {
  private final Facts table;
  private final Memory memory;

  RememberedFacts(Facts table, Memory memory) {
    this.table = table;
    this.memory = memory;
  }

  @Override
  public Optional<String> get(String name) {
    return memory.fact(name, () -> table.get(name));
  }

  @Override
  public void set(String name, String value) {
    table.set(name, value);
    memory.setFact(name, value.isEmpty() ? Optional.empty() : Optional.of(value));
  }
}
