package no.samsyn.console.review;

import java.util.List;

/**
 * One page of the queue.
 *
 * @param total how many match in all
 */
public record QueuePage(long total, Counts counts, List<QueueRow> rows) {
  /** How many there are of each, whatever was asked for. */
  public record Counts(long open, long mine, long deferred, long decided) {}

  public QueuePage {
    rows = List.copyOf(rows);
  }
}
