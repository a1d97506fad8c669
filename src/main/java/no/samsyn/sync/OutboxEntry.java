package no.samsyn.sync;

import java.time.Instant;
import java.util.List;
import no.samsyn.model.Mutation;
import no.samsyn.model.RecordId;

/**
 * A change on its way out.
 *
 * @param local the change in local form: the record and all references are keys
 * @param sentAt when it was first sent, {@link Instant#EPOCH} if never; once set, the content is
 *     frozen
 * @param wireForm the frozen text that travels, empty if never sent
 * @param waitsFor what a held entry waits for: a mutation or a record key
 */
public record OutboxEntry(
    Mutation local,
    Instant sentAt,
    String wireForm,
    Hold hold,
    String waitsFor,
    Outbox.Delivery delivery) {

  /** Why an entry may not be sent now. The codes are stored on devices; never renumber. */
  public enum Hold {
    NONE(0),
    BEHIND_PREDECESSOR(1),
    WAITS_FOR_RECORD(2),
    NEEDS_PERSON(3);

    private final int code;

    Hold(int code) {
      this.code = code;
    }

    public int code() {
      return code;
    }

    public static Hold ofCode(int code) {
      return values()[code];
    }
  }

  public static OutboxEntry fresh(Mutation local, Hold hold, String waitsFor) {
    return new OutboxEntry(local, Instant.EPOCH, "", hold, waitsFor, Outbox.Delivery.FRESH);
  }

  /** An entry that goes after {@code pending}, the entries of its record so far. */
  static OutboxEntry behind(Mutation local, List<OutboxEntry> pending) {
    return pending.isEmpty()
        ? fresh(local, Hold.NONE, "")
        : fresh(local, Hold.BEHIND_PREDECESSOR, pending.get(pending.size() - 1).mutation());
  }

  public String mutation() {
    return local.id();
  }

  public RecordId record() {
    return new RecordId(local.target().entity(), local.target().record());
  }

  public boolean wasSent() {
    return !wireForm.isEmpty();
  }

  @Override
  public String toString() {
    return "OutboxEntry["
        + local
        + ", "
        + hold
        + ", "
        + delivery
        + "]"; // the wire form is personal
  }

  public OutboxEntry with(Mutation changed) {
    return new OutboxEntry(changed, sentAt, wireForm, hold, waitsFor, delivery);
  }
}
