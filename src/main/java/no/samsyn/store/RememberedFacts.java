package no.samsyn.store;

import java.util.Optional;
import java.util.function.LongSupplier;
import no.samsyn.sync.DeviceFacts;
import no.samsyn.sync.Facts;

/**
 * Facts that are read once and then kept at hand: every save asks for who is signed in and on which
 * device. Used by one thread within one transaction.
 *
 * <p>The number of the last change is not written by each save: the outbox holds it, and {@link
 * SqlOutbox} writes it down when the entry with that number leaves.
 */
final class RememberedFacts implements Facts {
  private final Facts table;
  private final LongSupplier outbox;
  private final Memory memory;

  /**
   * Reads from {@code table}.
   *
   * @param outbox tells the highest number in the outbox, 0 if it is empty
   */
  RememberedFacts(Facts table, LongSupplier outbox, Memory memory) {
    this.table = table;
    this.outbox = outbox;
    this.memory = memory;
  }

  @Override
  public Optional<String> get(String name) {
    return memory.fact(name, () -> name.equals(DeviceFacts.LAST_SEQ) ? lastSeq() : table.get(name));
  }

  private Optional<String> lastSeq() {
    var written = table.get(DeviceFacts.LAST_SEQ);
    var highest = outbox.getAsLong();
    return highest > written.map(Long::parseLong).orElse(0L)
        ? Optional.of(Long.toString(highest))
        : written;
  }

  @Override
  public void set(String name, String value) {
    if (!name.equals(DeviceFacts.LAST_SEQ)) {
      table.set(name, value);
    }
    memory.setFact(name, value.isEmpty() ? Optional.empty() : Optional.of(value));
  }
}
