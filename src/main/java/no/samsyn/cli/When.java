package no.samsyn.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Times as people say them: today 09:14, yesterday 17:02, 2026-11-18 08:00, never. Pure. */
final class When {
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  private When() {}

  static String of(Instant at, Instant now, ZoneId zone) {
    if (at.equals(Instant.EPOCH)) {
      return "never";
    }
    var then = at.atZone(zone);
    var days = ChronoUnit.DAYS.between(then.toLocalDate(), now.atZone(zone).toLocalDate());
    if (days == 0) {
      return "today " + CLOCK.format(then);
    } else if (days == 1) {
      return "yesterday " + CLOCK.format(then);
    } else if (days == -1) {
      return "tomorrow " + CLOCK.format(then);
    }
    return DAY.format(then);
  }
}
