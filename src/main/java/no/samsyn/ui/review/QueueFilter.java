package no.samsyn.ui.review;

import java.time.LocalDate;
import java.util.List;
import no.samsyn.console.review.QueueWish;

/**
 * What somebody wants to see of the queue, and the text by which it is kept. The words are kept in
 * preferences; never rename. Immutable.
 */
record QueueFilter(
    String status,
    String kind,
    String mentor,
    String type,
    String severity,
    String days,
    String order) {
  static final QueueFilter USUAL = new QueueFilter("open", "", "", "", "", "", "oldest");

  private static final int PARTS = 7;

  String text() {
    return String.join("/", List.of(status, kind, mentor, type, severity, days, order));
  }

  /** Reads what {@link #text} wrote; anything else is the usual. */
  static QueueFilter of(String text) {
    var parts = text.split("/", -1);
    if (parts.length != PARTS) {
      return USUAL;
    }
    var read =
        new QueueFilter(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], parts[6]);
    return isKnown(QueueWish.Status.values(), read.status)
            && isKnown(QueueWish.Order.values(), read.order)
            && read.days.matches("[0-9]{0,4}")
        ? read
        : USUAL;
  }

  private static boolean isKnown(Enum<?>[] constants, String word) {
    return List.of(constants).stream().anyMatch(each -> word(each).equals(word));
  }

  private static String word(Enum<?> constant) {
    return no.samsyn.console.review.Spelling.of(constant);
  }

  QueueFilter withStatus(QueueWish.Status wanted) {
    return new QueueFilter(word(wanted), kind, mentor, type, severity, days, order);
  }

  QueueFilter withKind(String wanted) {
    return new QueueFilter(status, wanted, mentor, type, severity, days, order);
  }

  QueueFilter withMentor(String wanted) {
    return new QueueFilter(status, kind, wanted, type, severity, days, order);
  }

  QueueFilter withType(String wanted) {
    return new QueueFilter(status, kind, mentor, wanted, severity, days, order);
  }

  QueueFilter withSeverity(String wanted) {
    return new QueueFilter(status, kind, mentor, type, wanted, days, order);
  }

  QueueFilter withDays(String wanted) {
    return new QueueFilter(status, kind, mentor, type, severity, wanted, order);
  }

  QueueFilter withOrder(String wanted) {
    return new QueueFilter(
        status, kind, mentor, type, severity, days, wanted.isEmpty() ? USUAL.order : wanted);
  }

  QueueWish.Status wantedStatus() {
    for (var each : QueueWish.Status.values()) {
      if (word(each).equals(status)) {
        return each;
      }
    }
    return QueueWish.Status.OPEN;
  }

  /** Returns how many conditions stand besides the status. */
  long conditions() {
    return List.of(kind, mentor, type, severity, days).stream()
        .filter(each -> !each.isEmpty())
        .count();
  }

  QueueWish wish(String search, LocalDate today, int limit) {
    var byMentor = order.equals(word(QueueWish.Order.MENTOR));
    return new QueueWish(
        wantedStatus(),
        new QueueWish.Filters(
            kind, mentor, type, severity, "", search, days.isEmpty() ? -1 : Long.parseLong(days)),
        byMentor ? QueueWish.Order.MENTOR : QueueWish.Order.OLDEST,
        today,
        limit,
        0);
  }
}
