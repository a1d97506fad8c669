package no.samsyn.sync;

import java.util.List;
import java.util.Optional;
import no.samsyn.model.RecordId;
import no.samsyn.model.ServerRecord;

/**
 * A second mirror that a snapshot fills page by page beside the first, until {@link #swap} makes it
 * the mirror.
 *
 * <p>What was staged survives a crash, so that a cut snapshot goes on where it stopped.
 */
public interface Staging {

  /** Throws away whatever was staged before. */
  void clear();

  /** Adds one page; a record that is staged already is overwritten. */
  void add(List<ServerRecord> page);

  /** Returns the staged state of {@code id}. */
  Optional<ServerRecord> find(RecordId id);

  /**
   * Makes the staged records the mirror and the old mirror the empty staging. Rows with unsettled
   * changes are the caller's to lay over again, in the same transaction.
   */
  void swap();
}
