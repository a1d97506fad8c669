package no.samsyn.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import no.samsyn.console.Trouble;

/** Lengths of time as people type them: 30s, 15m, 1h; and from one to another: 1s..60s. Pure. */
final class Span {
  private static final Pattern LENGTH = Pattern.compile("([0-9]{1,6})(ms|s|m|min|h)");
  private static final String BETWEEN = "..";

  private Span() {}

  static Duration of(String text) {
    var parts = LENGTH.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!parts.matches()) {
      throw Trouble.wrongUse(
          "not-a-length", text + " is no length of time. Write it like 30s, 15m or 1h.");
    }
    var number = Long.parseLong(parts.group(1));
    return switch (parts.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofMinutes(number);
    };
  }

  /** The first and the longest wait. */
  record Range(Duration first, Duration max) {
    static Range of(String text) {
      var at = text.indexOf(BETWEEN);
      if (at < 0) {
        throw Trouble.wrongUse(
            "not-a-range", text + " is no range. Write the first and the longest wait: 1s..60s");
      }
      return new Range(
          Span.of(text.substring(0, at)), Span.of(text.substring(at + BETWEEN.length())));
    }
  }

  static String write(Duration length) {
    var millis = length.toMillis();
    if (millis % 1_000 != 0) {
      return millis + "ms";
    }
    var seconds = millis / 1_000;
    if (seconds % 3_600 == 0) {
      return seconds / 3_600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
