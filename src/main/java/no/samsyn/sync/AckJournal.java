package no.samsyn.sync;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import no.samsyn.model.Mutation;

/**
 * What the server acknowledged lately, kept for the day on which it comes back from an old backup.
 */
public interface AckJournal {
  int ENTRIES_MAX = 10_000; // with the age below: the protocol's re-offer window
  long AGE_DAYS_MAX = 30;

  void add(Acknowledged acknowledged);

  Optional<Acknowledged> find(String mutation);

  /**
   * Returns the version that {@code mutation} made; where that is forgotten, the first, so that the
   * server shows what came since.
   */
  default long versionMadeBy(String mutation) {
    return find(mutation).map(Acknowledged::version).orElse(1L);
  }

  /** Returns everything kept, in the order in which it was first made. */
  List<Acknowledged> all();

  /** Forgets what is older than {@code before} and the oldest beyond {@code max}. */
  void trim(Instant before, int max);

  /** One acknowledged mutation: in local form, as it travelled, and the version that it made. */
  record Acknowledged(Mutation local, String wireForm, long version, Instant at) {
    @Override
    public String toString() {
      return "Acknowledged[" + local + ", version " + version + "]"; // the wire form is personal
    }
  }
}
