package no.samsyn.sync;

import java.time.Instant;
import no.samsyn.audit.AuditEvent;
import no.samsyn.audit.AuditFilter;

/**
 * Asks for a page of the audit trail, by the time that the entries bear, then by their places.
 * Immutable.
 *
 * @param after the last entry of the page before
 */
public record AuditQuery(AuditFilter filter, Order order, Mark after, int limit) {
  /** Which end comes first. */
  public enum Order {
    NEWEST_FIRST,
    OLDEST_FIRST
  }

  /** An entry's place in that order. */
  public record Mark(Instant at, long index) {
    /** Before the first entry, whichever end that is. */
    public static final Mark NONE = new Mark(Instant.EPOCH, 0);

    public static Mark of(AuditEvent event) {
      return new Mark(event.at(), event.index());
    }
  }

  public AuditQuery {
    if (limit < 1) {
      throw new IllegalArgumentException("a page has at least 1 entry, not " + limit);
    }
  }

  public static AuditQuery newest(AuditFilter filter, int limit) {
    return new AuditQuery(filter, Order.NEWEST_FIRST, Mark.NONE, limit);
  }

  public static AuditQuery oldest(AuditFilter filter, int limit) {
    return new AuditQuery(filter, Order.OLDEST_FIRST, Mark.NONE, limit);
  }

  public AuditQuery after(Mark mark) {
    return new AuditQuery(filter, order, mark, limit);
  }

  public boolean isNewestFirst() {
    return order == Order.NEWEST_FIRST;
  }
}
