package no.samsyn.sync;

import java.util.Set;
import no.samsyn.model.RecordId;

/**
 * Takes the content of records out of every part of the store but the mirror's own rows, whose
 * removal is the caller's. What stays is what names nobody: the pairs of ids, the codes, times and
 * commitments of the audit chain, which verifies as before.
 *
 * <p>Old copies may be left in the database's file; the caller notes that it has to be written
 * anew.
 */
public interface Eraser {

  /** Takes away all there is of {@code records}; does nothing where there is nothing. */
  Gone erase(Set<RecordId> records);

  /** Takes away what the audit trail tells by that user, and the user's name. */
  long eraseActor(String user);

  /**
   * How much was taken away.
   *
   * @param unsent entries of the outbox, sent or not
   * @param letters dead letters, discarded ones too
   * @param acknowledged changes that were kept for a restored server
   * @param audited entries of the trail that lost their values
   */
  record Gone(long unsent, long letters, long acknowledged, long audited) {
    boolean isNothing() {
      return unsent + letters + acknowledged + audited == 0;
    }
  }
}
