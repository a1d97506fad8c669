package no.samsyn.sync;

import java.io.IOException;
import java.io.OutputStream;
import no.samsyn.audit.AuditFilter;
import no.samsyn.audit.Profile;
import no.samsyn.audit.ShownEntry;

/**
 * The organisation's audit trail on the server, for its administrators. Blocking; no transaction is
 * open meanwhile. A call is answered, refused, or throws {@link IOException}; what was handed over
 * before that is of no use.
 */
public interface OrganisationTrail {

  /** Takes entries as they come; each was checked by itself, and none against the chain. */
  @FunctionalInterface
  interface Visitor {
    void entry(ShownEntry entry);
  }

  /**
   * What an export shows.
   *
   * @param zone of its readers
   */
  record Wish(AuditFilter filter, Profile profile, String reason, String zone) {}

  /** Asks for at most {@code limit} entries after {@code after}; returns how many there were. */
  Reply<Long> entries(AuditFilter filter, long after, int limit, Visitor visitor)
      throws IOException;

  /**
   * Asks for at most {@code limit} entries before {@code before}, the newest first; 0 for the
   * newest of all. Returns how many there were.
   */
  Reply<Long> newest(AuditFilter filter, long before, int limit, Visitor visitor)
      throws IOException;

  /**
   * Has the server make an export, and writes it to {@code out} as it comes: nothing of it is
   * verified. Returns its length. What {@code out} throws comes as UncheckedIOException.
   */
  Reply<Long> export(Wish wish, OutputStream out) throws IOException;
}
