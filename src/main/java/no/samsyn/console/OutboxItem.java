package no.samsyn.console;

import java.time.Instant;
import no.samsyn.model.Fields;
import no.samsyn.model.Mutation;
import no.samsyn.sync.DeadLetter;
import no.samsyn.sync.OutboxEntry;

/**
 * One unsettled change with its content: for one look or for an export.
 *
 * @param wireForm what was sent, empty if it never was
 * @param theirs the server's record where a conflict told it, else {@link Fields#NONE}
 * @param sentAt when it was first sent, {@link Instant#EPOCH} if never
 */
public record OutboxItem(
    OutboxRow row,
    Mutation mine,
    String wireForm,
    Fields theirs,
    long theirsVersion,
    Instant sentAt) {

  static OutboxItem of(OutboxEntry entry) {
    return new OutboxItem(
        OutboxRow.of(entry), entry.local(), entry.wireForm(), Fields.NONE, 0, entry.sentAt());
  }

  static OutboxItem of(DeadLetter letter) {
    return new OutboxItem(
        OutboxRow.of(letter),
        letter.mine(),
        letter.wireForm(),
        letter.theirs(),
        letter.theirsVersion(),
        letter.firstAttempt());
  }

  @Override
  public String toString() {
    return "OutboxItem[" + row.mutation() + "]"; // values are personal
  }
}
