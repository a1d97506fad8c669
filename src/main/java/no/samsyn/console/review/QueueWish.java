package no.samsyn.console.review;

import java.time.LocalDate;

/**
 * Which reviews somebody asks for, and in which order.
 *
 * @param today the day where the person sits: what is deferred until a later one is deferred
 */
public record QueueWish(
    Status status, Filters filters, Order order, LocalDate today, int limit, long offset) {

  /** Where a review stands, for who works through the queue. */
  public enum Status {
    /** Waits for a decision, deferred or not. */
    OPEN,
    /** Open, and assigned to who asks. */
    MINE,
    /** Open, and put off to a later day. */
    DEFERRED,
    /** Not open any more: decided, superseded or withdrawn. */
    DECIDED,
    ALL
  }

  /** How near the two versions come to each other. */
  public enum Severity {
    /** Both touched the same field, or one deleted what the other edited. */
    SAME_FIELD,
    /** Two records that look like one. */
    NEAR
  }

  /** What comes first. */
  public enum Order {
    OLDEST,
    /** By the mentor's name, then the oldest. */
    MENTOR
  }

  /**
   * All must hold; an empty text holds always.
   *
   * @param severity as {@link Spelling} says
   * @param olderThanDays negative for any age
   */
  public record Filters(
      String kind,
      String mentor,
      String type,
      String severity,
      String assigned,
      String search,
      long olderThanDays) {
    public static final Filters NONE = new Filters("", "", "", "", "", "", -1);
  }
}
