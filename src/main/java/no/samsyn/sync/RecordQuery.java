package no.samsyn.sync;

import java.util.List;

/**
 * Asks for one page of records.
 *
 * @param filters all must hold
 * @param sort an indexed field, {@code key} or {@code state}; empty for key order
 */
public record RecordQuery(
    String entity, List<Filter> filters, String sort, boolean descending, int limit, long offset) {
  public static final int LIMIT_MAX = 10_000;

  /**
   * {@code field} is an indexed field or {@code state}; {@code value} is compared as text, exactly.
   */
  public record Filter(String field, String value) {}

  public RecordQuery {
    filters = List.copyOf(filters);
    if (limit < 1 || limit > LIMIT_MAX || offset < 0) {
      throw new IllegalArgumentException(
          "limit from 1 to " + LIMIT_MAX + ", offset from 0: " + limit + ", " + offset);
    }
  }
}
